import { delimiter, dirname } from 'node:path';
import { userEnvironment } from '../env';

export type Setting = readonly [key: string, value: string];

export interface GitEnvironmentOptions {
  /** The project's folder: git never looks for a repository above it. */
  root: string;
  /** Settings that win over the repository's own. */
  overrides?: readonly Setting[];
  /** Lets remotes be folders, as a terminal would. Commands (`ext::`) never are. */
  allowFolders?: boolean;
  /** Paths are taken as they are, never as patterns. Not for commands that run hooks, which would inherit it. */
  literalPaths?: boolean;
  extra?: Readonly<Record<string, string>>;
}

/** The environment git runs in: the person's own, never waiting for a terminal, in words Berth can read. */
export function gitEnvironment(options: GitEnvironmentOptions): Record<string, string> {
  const { root, overrides = [], allowFolders = false, literalPaths = false, extra = {} } = options;
  const settings = overrides.flatMap(([key, value], index): [string, string][] => [
    [`GIT_CONFIG_KEY_${index}`, key],
    [`GIT_CONFIG_VALUE_${index}`, value],
  ]);
  return {
    ...userEnvironment(),
    LC_ALL: 'C.UTF-8',
    LANGUAGE: '',
    GIT_TERMINAL_PROMPT: '0',
    GIT_PAGER: 'cat',
    GIT_EDITOR: 'true',
    GIT_SEQUENCE_EDITOR: 'true',
    GIT_MERGE_AUTOEDIT: 'no',
    GIT_CEILING_DIRECTORIES: [dirname(root)].join(delimiter),
    GIT_ALLOW_PROTOCOL: `http:https:ssh:git${allowFolders ? ':file' : ''}`,
    ...(literalPaths ? { GIT_LITERAL_PATHSPECS: '1' } : {}),
    ...(overrides.length > 0 ? { GIT_CONFIG_COUNT: String(overrides.length) } : {}),
    ...Object.fromEntries(settings),
    ...extra,
  };
}
