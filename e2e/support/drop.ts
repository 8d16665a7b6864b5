import type { Locator } from '@playwright/test';

/** Drops files and folders of this machine where the element has its free space, at its bottom, as a file manager would. */
export async function dropFromDesktop(target: Locator, files: string[]): Promise<void> {
  const box = await target.boundingBox();
  if (!box) throw new Error('What is dropped on is not on screen.');
  const session = await target.page().context().newCDPSession(target.page());
  try {
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
      await session.send('Input.dispatchDragEvent', {
        type,
        x: box.x + box.width / 2,
        y: box.y + box.height - 20,
        data: { items: [], files, dragOperationsMask: 1 },
      });
    }
  } finally {
    await session.detach();
  }
}
