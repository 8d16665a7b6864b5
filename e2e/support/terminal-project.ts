import type { Page } from '@playwright/test';
import type { Berth } from './berth';
import { openTerminal } from './terminal';

/** A project with these files, its terminal open on the page. */
export async function openProject(
  page: Page,
  berth: Berth,
  files: Record<string, string> = {},
): Promise<string> {
  const { id } = await berth.client().project.create.mutate({ name: 'Terminal UI' });
  for (const [path, content] of Object.entries(files)) {
    await berth.client().fs.create.mutate({ projectId: id, path, content });
  }
  await openTerminal(page, berth, id);
  return id;
}

/** A program that empties the screen and prints the text from its first cell on. */
export const fromTop = (text: string): string => `printf '\\033[2J\\033[3J\\033[H'; ${text}\n`;

/** A shell command that prints the label as a hyperlink (OSC 8). */
export const hyperlink = (address: string, label: string): string =>
  `printf '\\033]8;;%s\\033\\\\%s\\033]8;;\\033\\\\\\n' '${address}' '${label}'`;

/** The text of a file that the shell is about to write; empty while it is not there. */
export async function fileText(berth: Berth, projectId: string, path: string): Promise<string> {
  const file = await berth
    .client()
    .fs.read.query({ projectId, path })
    .catch(() => undefined);
  return file?.content ?? '';
}
