import type { Terminal } from '@berth/protocol/terminal';
import { endText } from './end-text';

/** What is not seen by itself, and turns or splits the text around it: controls, directions, unpaired halves. Words and emoji keep their joiners. */
const unseen = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]|(?!\u200c|\u200d)\p{Cf}/gu;
const blank = /^(?:\s|\u200c|\u200d|\p{M}|\u115f|\u1160|\u2800|\u3164|\uffa0)*$/u;

/** As a line that shows what it says, whatever a program or another person put into it; empty where nothing is to be seen. */
export function shown(text: string): string {
  const line = text.replace(unseen, ' ').replace(/\s+/g, ' ').trim();
  return blank.test(line) ? '' : line;
}

/** What a tab is called: the name a person gave, the program's title, or the program. */
export function titleOf({ name, title, command }: Pick<Terminal, 'name' | 'title' | 'command'>): string {
  return shown(name) || shown(title) || shown(command) || 'Terminal';
}

/** What runs in a terminal and where, and whether it still does, apart from its title. */
export function detailOf(terminal: Pick<Terminal, 'name' | 'title' | 'command' | 'cwd' | 'end'>): string {
  const { end } = terminal;
  const command = shown(terminal.command);
  const cwd = shown(terminal.cwd);
  return [
    ...(command && command !== titleOf(terminal) ? [command] : []),
    ...(cwd ? [`in ${cwd === '.' ? 'the project’s folder' : cwd}`] : []),
    end ? endText(end) : 'Running',
  ].join(' · ');
}
