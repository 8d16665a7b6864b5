import { stripVTControlCharacters } from 'node:util';
import { type Browser, expect, type Page } from '@playwright/test';
import { io } from 'socket.io-client';
import type { Berth } from './berth';

/** What the newest terminal of a project shows, scrollback included, as plain text: the snapshot every browser is given. */
export async function terminalText(berth: Berth, projectId: string): Promise<string> {
  const socket = io(berth.url, { auth: { token: berth.token }, transports: ['websocket'], forceNew: true });
  try {
    const ask = async (event: string, input: object) => {
      const answer = await socket.timeout(10_000).emitWithAck(event, input);
      if (!answer.ok) throw new Error(`${event} was refused: ${answer.error.message}`);
      return answer;
    };
    const { terminals } = await ask('terminal_list', { projectId });
    const sessionId = terminals.at(-1)?.sessionId;
    if (!sessionId) return '';
    const { snapshot } = await ask('terminal_attach', { sessionId, visible: false });
    return stripVTControlCharacters(snapshot);
  } finally {
    socket.disconnect();
  }
}

/** Types a command line into the terminal that is shown. */
export async function typeCommand(page: Page, command: string): Promise<void> {
  await page.locator('.xterm:visible').click();
  await page.keyboard.type(command);
  await page.keyboard.press('Enter');
}

/** Waits until the newest terminal shows the text. */
export async function expectInTerminal(
  berth: Berth,
  projectId: string,
  text: string | RegExp,
): Promise<void> {
  const expected = typeof text === 'string' ? expect.stringContaining(text) : expect.stringMatching(text);
  // A workspace that is not found again yet, or a terminal that has just been closed, is asked for again.
  const read = () => terminalText(berth, projectId).catch((error: unknown) => `Not read: ${error}`);
  await expect.poll(read, { timeout: 30_000 }).toEqual(expected);
}

/** Opens the project and waits until its terminal can be typed into. */
export async function openTerminal(page: Page, berth: Berth, projectId: string): Promise<void> {
  await page.goto(`${berth.url}/?project=${projectId}`);
  await expectAttached(page);
}

/** Waits until the newest of so many terminals is the one that is shown: its tab is there a moment before. */
export async function expectTabShown(page: Page, count: number): Promise<void> {
  const tabs = page.getByRole('tablist', { name: 'Terminals' }).getByRole('tab');
  await expect(tabs).toHaveCount(count);
  await expect(tabs.last()).toHaveAttribute('aria-selected', 'true');
}

/** The keyboard of the terminal that is shown. */
export const keyboardOf = (page: Page) => page.locator('.xterm-helper-textarea').filter({ visible: true });

export async function expectAttached(page: Page): Promise<void> {
  await expect(page.locator('[data-attached="true"]:not([hidden]) .xterm')).toBeVisible();
}

/** A page in a browser context of its own, signed in. */
export async function otherBrowser(
  browser: Browser,
  berth: Berth,
  viewport?: { width: number; height: number },
) {
  const context = await browser.newContext(viewport ? { viewport } : {});
  await context.request.post(`${berth.url}/auth/sign-in`, { data: { token: berth.token } });
  return context.newPage();
}

/** What the shell takes for its size, `rows cols`, asked under a label that occurs once. */
export async function shellSize(page: Page, berth: Berth, asked: { projectId: string; label: string }) {
  const found = new RegExp(`${asked.label}=(\\d+ \\d+)`);
  await typeCommand(page, `echo "${asked.label}"=$(stty size)`);
  await expectInTerminal(berth, asked.projectId, found);
  const [rows = 0, cols = 0] = (found.exec(await terminalText(berth, asked.projectId))?.[1] ?? '')
    .split(' ')
    .map(Number);
  return { rows, cols };
}

/** The note that another viewer makes the terminal smaller. */
export const limited = (page: Page) => page.getByText('by another viewer').filter({ visible: true });
