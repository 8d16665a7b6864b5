import { accessSync, constants } from 'node:fs';
import type { AgentConfig } from '../env';
import { userEnvironment } from '../env';
import { markingCommand } from './session-mark';

export interface Shell {
  file: string;
  args: string[];
  environment: Record<string, string>;
}

/** The shell of a new session, marked: the person's own on this machine, bash (else sh) in a container. */
export function shellFor(config: AgentConfig, mark: bigint): Shell {
  const inherited = userEnvironment();
  const candidates = [...(config.isolated ? [] : [inherited.SHELL]), '/bin/bash', '/usr/bin/bash'];
  const shell = candidates.find((path) => path !== undefined && isExecutable(path)) ?? '/bin/sh';
  return {
    file: '/bin/sh',
    args: ['-c', `${markingCommand(mark)}; exec "$0"`, shell],
    environment: {
      // A prompt for images whose shell has none of its own; start-up files replace it.
      PS1: shell.endsWith('bash') ? '\\[\\e[32m\\]\\w\\[\\e[0m\\] \\$ ' : '$ ',
      ...inherited,
      SHELL: shell,
      TERM: 'xterm-256color',
      COLORTERM: 'truecolor',
      TERM_PROGRAM: 'berth',
      LANG: inherited.LANG?.toUpperCase().includes('UTF') ? inherited.LANG : 'C.UTF-8',
      PWD: config.root,
    },
  };
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
