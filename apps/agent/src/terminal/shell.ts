import { accessSync, constants } from 'node:fs';
import type { AgentConfig } from '../env';
import { userEnvironment } from '../env';

/** The variable every process of a session carries, by which it is found when the session is closed. */
export const SESSION_VARIABLE = 'BERTH_TERMINAL';

export interface Shell {
  file: string;
  args: string[];
  environment: Record<string, string>;
}

/** The shell of a new session: the person's own on this machine, bash (else sh) in a container. */
export function shellFor(config: AgentConfig, sessionId: string): Shell {
  const inherited = userEnvironment();
  const candidates = [...(config.isolated ? [] : [inherited.SHELL]), '/bin/bash', '/usr/bin/bash'];
  const file = candidates.find((path) => path !== undefined && isExecutable(path)) ?? '/bin/sh';
  return {
    file,
    args: [],
    environment: {
      // A prompt for images whose shell has none of its own; start-up files replace it.
      PS1: file.endsWith('bash') ? '\\[\\e[32m\\]\\w\\[\\e[0m\\] \\$ ' : '$ ',
      ...inherited,
      SHELL: file,
      TERM: 'xterm-256color',
      COLORTERM: 'truecolor',
      TERM_PROGRAM: 'berth',
      LANG: inherited.LANG?.toUpperCase().includes('UTF') ? inherited.LANG : 'C.UTF-8',
      PWD: config.root,
      [SESSION_VARIABLE]: sessionId,
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
