import { expect, type Page } from '@playwright/test';
import { test } from './support/fixtures';
import { expectAttached, expectInTerminal, openTerminal, shellSize, typeCommand } from './support/terminal';
import { openProject } from './support/terminal-project';
import { clipboard, drawnRows, selectStart } from './support/terminal-screen';

/** A browser that takes its processor for a graphics card: what Berth does with one is the same. */
async function pretendCard(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const getContext = HTMLCanvasElement.prototype.getContext;
    HTMLCanvasElement.prototype.getContext = function (
      this: HTMLCanvasElement,
      type: string,
      options?: object,
    ) {
      return getContext.call(this, type, { ...options, failIfMajorPerformanceCaveat: false });
    } as typeof getContext;
    const { getParameter } = WebGL2RenderingContext.prototype;
    WebGL2RenderingContext.prototype.getParameter = function (name) {
      const value = getParameter.call(this, name);
      return typeof value === 'string' && /swiftshader/i.test(value) ? 'A card' : value;
    };
  });
}

test('a terminal is drawn on a graphics card where there is one, and goes on as DOM when it is lost', async ({
  playwright,
  launchOptions,
  berth,
}) => {
  const browser = await playwright.chromium.launch({
    ...launchOptions,
    args: [...(launchOptions.args ?? []), '--enable-unsafe-swiftshader', '--use-angle=swiftshader'],
  });
  try {
    const page = await browser.newPage();
    await page.request.post(`${berth.url}/auth/sign-in`, { data: { token: berth.token } });
    const { id: projectId } = await berth.client().project.create.mutate({ name: 'Drawing' });
    await openTerminal(page, berth, projectId);
    // The processor is no card.
    await typeCommand(page, `echo "by $((40 + 2))"`);
    await expect.poll(() => drawnRows(page)).toContain('by 42');

    await pretendCard(page);
    await page.reload();
    await expectAttached(page);
    const onCard = page.locator('.xterm:visible .xterm-screen > canvas:not(.xterm-link-layer)');
    await expect(onCard).toBeVisible();
    await expect(page.locator('.xterm:visible .xterm-rows')).toHaveCount(0);
    const before = await onCard.screenshot();
    await typeCommand(page, 'seq 1000');
    await expect.poll(async () => (await onCard.screenshot()).equals(before)).toBe(false);

    await onCard.evaluate((canvas: HTMLCanvasElement) =>
      canvas.getContext('webgl2')?.getExtension('WEBGL_lose_context')?.loseContext(),
    );
    await expect.poll(() => drawnRows(page)).toContain('1000');
    await expect(onCard).toHaveCount(0);
    await typeCommand(page, `echo "on $((40 + 3))"`);
    await expect.poll(() => drawnRows(page)).toContain('on 43');
  } finally {
    await browser.close();
  }
});

test('what a reader takes for one character stands in one place, whatever it is made of', async ({
  page,
  berth,
}) => {
  const family = '👩‍👩‍👧‍👦';
  const text = `${family}|🇪🇺|e\u0301|한|日|❤️|`;
  const print = `printf '\\033[2J\\033[3J\\033[H'; printf '${text}'; printf '\\033[6n'; IFS= read -rs -d R at; printf '\\r\\n%q\\n' "$at"`;
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const projectId = await openProject(page, berth, { 'print.sh': `${print}\n` });
  const grid = await shellSize(page, berth, { projectId, label: 'grid' });
  await typeCommand(page, 'bash print.sh');
  // Wide ones take two columns each, and the bar behind each one.
  await expect.poll(async () => (await drawnRows(page))[1]).toContain('[1;18');
  for (const reload of [false, true]) {
    if (reload) {
      await page.reload();
      await expectAttached(page);
      await expect.poll(async () => (await drawnRows(page))[1]).toContain('[1;18');
    }
    for (const [columns, selected] of [
      [2, family],
      [3, `${family}|`],
      [5, `${family}|🇪🇺`],
      [7, `${family}|🇪🇺|e\u0301`],
      [17, text],
    ] as const) {
      await selectStart(page, grid, { row: 0, columns });
      await page.keyboard.press('Control+Shift+C');
      await expect.poll(() => clipboard(page)).toBe(selected);
    }
  }
});

test('programs are told whether the page is dark or light, also after it changes', async ({
  page,
  berth,
}) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  const projectId = await openProject(page, berth);
  const ask = `printf '\\033]11;?\\a'; IFS= read -rs -d '\\' answer; printf 'told %q\\n' "$answer"`;
  await typeCommand(page, ask);
  await expectInTerminal(berth, projectId, /told \S*rgb:1919\/1c1c\/2121/);
  await page.emulateMedia({ colorScheme: 'light' });
  const screen = page.getByTestId('terminal-screen').filter({ visible: true });
  await expect(screen).toHaveCSS('background-color', 'rgb(255, 255, 255)');
  await typeCommand(page, ask);
  await expectInTerminal(berth, projectId, /told \S*rgb:ffff\/ffff\/ffff/);
});

test('a colour that a program sets outlives a change of theme and a reload, until it is given back', async ({
  page,
  berth,
}) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  const projectId = await openProject(page, berth);
  const style = (part: string, property: string) =>
    page
      .locator(`.xterm:visible ${part}`)
      .evaluate((element, name) => getComputedStyle(element).getPropertyValue(name), property);
  const background = () => style('.xterm-scrollable-element', 'background-color');
  const text = () => style('.xterm-rows', 'color');
  const ownBackground = await background();
  const ownText = await text();
  const set = 'rgb(64, 16, 32)';
  expect(ownBackground).not.toBe(set);
  await typeCommand(
    page,
    `printf '\\033]11;#401020\\a\\033]4;1;?;2;#80ff90\\a'; IFS= read -rs -d '\\' answer; printf 'told %q\\n' "$answer"`,
  );
  await expect.poll(background).toBe(set);
  await expectInTerminal(berth, projectId, /told \S*4;1;rgb:/);

  await page.emulateMedia({ colorScheme: 'light' });
  await expect.poll(text).not.toBe(ownText);
  expect(await background()).toBe(set);
  await typeCommand(page, `printf '\\033[32mgr%s\\n' een`);
  const green = page.locator('.xterm:visible .xterm-rows span', { hasText: 'green' });
  await expect(green).toHaveCSS('color', 'rgb(128, 255, 144)');
  await page.reload();
  await expectAttached(page);
  await expect.poll(background).toBe(set);
  await expect(green).toHaveCSS('color', 'rgb(128, 255, 144)');
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect.poll(text).toBe(ownText);
  expect(await background()).toBe(set);

  // No frame of another colour stands around it.
  const screen = page.getByTestId('terminal-screen').filter({ visible: true });
  await expect(screen).toHaveCSS('background-color', set);

  await typeCommand(page, `printf '\\033]111\\a'`);
  await expect.poll(background).toBe(ownBackground);
  await expect(screen).toHaveCSS('background-color', ownBackground);
});
