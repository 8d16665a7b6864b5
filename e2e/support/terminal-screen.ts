import { expect, type Page } from '@playwright/test';
import { keyboardOf } from './terminal';

export interface Grid {
  rows: number;
  cols: number;
}

/** The middle of a cell of the terminal that is shown, in pixels of the page. Columns and rows count from 0. */
export async function cellAt(page: Page, { rows, cols }: Grid, cell: { column: number; row: number }) {
  const screen = await page.locator('.xterm:visible .xterm-screen').boundingBox();
  if (!screen) throw new Error('No terminal is shown.');
  return {
    x: screen.x + ((cell.column + 0.5) * screen.width) / cols,
    y: screen.y + ((cell.row + 0.5) * screen.height) / rows,
  };
}

/** The pointer is on something that opens. */
export const pointable = (page: Page) => page.locator('.xterm-screen.xterm-cursor-pointer:visible');

/** Moves the pointer onto a cell as a person does. */
export async function pointAt(page: Page, grid: Grid, cell: { column: number; row: number }): Promise<void> {
  const { x, y } = await cellAt(page, grid, cell);
  await page.mouse.move(x - 1, y);
  await page.mouse.move(x, y);
}

/** Clicks a cell once it is seen to be part of a link. */
export async function clickLink(
  page: Page,
  grid: Grid,
  cell: { column: number; row: number },
): Promise<void> {
  const { x, y } = await cellAt(page, grid, cell);
  await pointAt(page, grid, cell);
  await expect(pointable(page)).toBeVisible();
  await page.mouse.click(x, y);
}

/** Drags over the first columns of a row. */
export async function selectStart(
  page: Page,
  grid: Grid,
  part: { row: number; columns: number },
): Promise<void> {
  const from = await cellAt(page, grid, { row: part.row, column: -0.4 });
  const to = await cellAt(page, grid, { row: part.row, column: part.columns - 0.6 });
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(to.x, to.y, { steps: 4 });
  await page.mouse.up();
}

export async function chooseInMenu(page: Page, item: string): Promise<void> {
  await page.locator('[data-testid="terminal-screen"]:visible').click({ button: 'right' });
  await page.getByRole('menuitem', { name: item }).click();
}

export const allowClipboard = (page: Page): Promise<void> =>
  page.context().grantPermissions(['clipboard-read', 'clipboard-write']);

export const clipboard = (page: Page): Promise<string> => page.evaluate(() => navigator.clipboard.readText());

/** Everything the page has drawn of the terminal that is shown, scrollback included. Needs the permission to read the clipboard. */
export async function drawnText(page: Page): Promise<string> {
  // So that what was copied before is not taken for it.
  await page.evaluate(() => navigator.clipboard.writeText(''));
  await chooseInMenu(page, 'Select all');
  // A menu gives the keyboard back a task after it has gone.
  await expect(keyboardOf(page)).toBeFocused();
  await page.keyboard.press('Control+Shift+C');
  await expect.poll(() => clipboard(page)).not.toBe('');
  return clipboard(page);
}

/** The rows of the screen as the page has drawn them, without a graphics card. */
export async function drawnRows(page: Page): Promise<string[]> {
  const rows = await page.locator('.xterm:visible .xterm-rows > div').allTextContents();
  return rows.map((row) => row.replaceAll('\u00a0', ' ').trimEnd());
}
