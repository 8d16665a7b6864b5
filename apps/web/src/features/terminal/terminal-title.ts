import type { Terminal } from '@berth/protocol/terminal';
import { endText } from './end-text';

/** What a tab is called: the name a person gave, the program's title, or the program. */
export function titleOf({ name, title, command }: Pick<Terminal, 'name' | 'title' | 'command'>): string {
  return name || title || command || 'Terminal';
}

/** What runs in a terminal and where, and whether it still does, apart from its title. */
export function detailOf(terminal: Pick<Terminal, 'name' | 'title' | 'command' | 'cwd' | 'end'>): string {
  const { command, cwd, end } = terminal;
  return [
    ...(command && command !== titleOf(terminal) ? [command] : []),
    ...(cwd ? [`in ${cwd === '.' ? 'the project’s folder' : cwd}`] : []),
    end ? endText(end) : 'Running',
  ].join(' · ');
}
