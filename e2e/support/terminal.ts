import { stripVTControlCharacters } from 'node:util';
import { expect, type Page } from '@playwright/test';
import { io } from 'socket.io-client';
import type { Berth } from './berth';

/** What the newest terminal of a project shows, scrollback included, as plain text: the snapshot every browser is given. */
export async function terminalText(berth: Berth, projectId: string): Promise<string> {
  const socket = io(berth.url, { auth: { token: berth.token }, transports: ['websocket'], forceNew: true });
  try {
    const { terminals } = await socket.timeout(10_000).emitWithAck('terminal_list', { projectId });
    const sessionId = terminals.at(-1)?.sessionId;
    if (!sessionId) return '';
    const { snapshot } = await socket
      .timeout(10_000)
      .emitWithAck('terminal_attach', { sessionId, visible: false });
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
  await expect.poll(() => terminalText(berth, projectId), { timeout: 20_000 }).toEqual(expected);
}
