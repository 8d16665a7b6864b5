import type { Page } from '@playwright/test';

const MAX_LINES = 500;
const MAX_LINE_CHARS = 300;

/** What a page prints to its console and exchanges over its sockets from now on, the newest last. */
export function pageLog(page: Page): readonly string[] {
  const lines: string[] = [];
  const add = (kind: string, text: string | Buffer) => {
    lines.push(`${new Date().toISOString()} ${kind} ${String(text).slice(0, MAX_LINE_CHARS)}`);
    if (lines.length > MAX_LINES) lines.shift();
  };
  page.on('console', (message) => add('console', message.text()));
  page.on('framenavigated', (frame) => add('navigated', frame.url().replace(/#.*/, '')));
  page.on('websocket', (socket) => {
    const name = new URL(socket.url()).pathname;
    add('opened', name);
    socket.on('framesent', ({ payload }) => add(`${name} sent`, payload));
    socket.on('framereceived', ({ payload }) => add(`${name} received`, payload));
    socket.on('close', () => add('closed', name));
  });
  return lines;
}
