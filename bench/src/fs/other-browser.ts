import type { Berth } from '@berth/e2e/support/berth';
import type { Browser, Page } from '@playwright/test';
import { poll } from './paint';

/** Records, in milliseconds since 1970, when a page had painted each time of the container that its editor or tree came to show. */
function recordStamps(): void {
  const painted: Record<string, number> = {};
  Object.assign(window, { painted });
  new MutationObserver(() => {
    const entries = [...document.querySelectorAll('[role="treeitem"][data-path^="stamp-"]')];
    const paths = entries.map((entry) => entry.getAttribute('data-path') ?? '');
    for (const text of [document.querySelector('.cm-content')?.textContent ?? '', ...paths]) {
      const stamp = /\d{19}/.exec(text)?.[0];
      if (!stamp || stamp in painted) continue;
      painted[stamp] = 0;
      // After the next frame has been drawn.
      requestAnimationFrame(() =>
        setTimeout(() => Object.assign(painted, { [stamp]: performance.timeOrigin + performance.now() })),
      );
    }
  }).observe(document, { childList: true, subtree: true, characterData: true });
}

async function openPage(browser: Browser, berth: Berth, projectId: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  await context.addInitScript(recordStamps);
  await context.request.post(`${berth.url}/auth/sign-in`, { data: { token: berth.token } });
  const page = await context.newPage();
  await page.goto(`${berth.url}/?project=${projectId}`);
  return page;
}

interface Watch {
  writer: Page;
  reader: Page;
  count: number;
}

/** Milliseconds from the time a command has written, in nanoseconds, until the other page has painted it. */
async function timeWrites(command: string, { writer, reader, count }: Watch): Promise<number[]> {
  const times: number[] = [];
  const known = new Set<string>();
  for (let run = 0; run <= count; run++) {
    await writer.keyboard.type(command);
    await writer.keyboard.press('Enter');
    const [stamp, painted] = await poll(async () => {
      const all: Record<string, number> = await reader.evaluate(() => Reflect.get(window, 'painted'));
      return Object.entries(all).find(([key, time]) => time > 0 && !known.has(key));
    }, command);
    known.add(stamp);
    if (run > 0) times.push(painted - Number(stamp) / 1e6);
  }
  return times;
}

/** What a shell in the container writes, until another browser shows it: as the text of an open file, and as an entry of the tree. */
export async function measureOtherBrowser(
  berth: Berth,
  { browser, projectId, count }: { browser: Browser; projectId: string; count: number },
): Promise<{ text: number[]; entry: number[] }> {
  await berth.client().fs.create.mutate({ projectId, path: 'seen.txt', content: '' });
  const writer = await openPage(browser, berth, projectId);
  const text = await openPage(browser, berth, projectId);
  const tree = await openPage(browser, berth, projectId);
  try {
    await writer.locator('[data-attached="true"]:not([hidden]) .xterm').click();
    await text.getByRole('treeitem', { name: 'seen.txt' }).dblclick();
    await text.getByRole('textbox', { name: 'seen.txt', exact: true }).waitFor();
    await tree.getByRole('treeitem', { name: 'seen.txt' }).waitFor();
    return {
      text: await timeWrites('date +%s%N > seen.txt', { writer, reader: text, count }),
      entry: await timeWrites('touch stamp-$(date +%s%N)', { writer, reader: tree, count }),
    };
  } finally {
    for (const page of [writer, text, tree]) await page.context().close();
  }
}
