import type { Berth } from '@berth/e2e/support/berth';
import type { Page } from '@playwright/test';
import { poll } from './paint';

/** Milliseconds between two keys of someone who types fast. */
const KEY_MS = 60;

/** Milliseconds from the last key of some typing in an open text until the server has kept the text as a draft. */
export async function measureUnsavedText(
  berth: Berth,
  { page, projectId, count }: { page: Page; projectId: string; count: number },
): Promise<number[]> {
  const { fs, drafts } = berth.client();
  const place = { projectId, path: 'typed.txt' };
  await fs.create.mutate({ ...place, content: '' });
  await page.getByRole('treeitem', { name: place.path }).dblclick();
  await page.getByRole('textbox', { name: place.path, exact: true }).focus();
  const times: number[] = [];
  let text = '';
  for (let run = 0; run <= count; run++) {
    const words = `some more words ${run}`;
    await page.keyboard.type(words, { delay: KEY_MS });
    text += `${words}.`;
    const start = performance.now();
    await page.keyboard.press('.');
    await poll(async () => {
      const { draft } = await drafts.get.query(place);
      return draft?.content === text || undefined;
    }, 'A draft');
    if (run > 0) times.push(performance.now() - start);
  }
  return times;
}
