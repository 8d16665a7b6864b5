import { existsSync, readdirSync, readFileSync, type Stats, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { TrustFinding } from '@berth/protocol/git-trust';
import type { AgentConfig } from '../env';
import { parseSettings, runsCommand } from './command-settings';
import { gitEnvironment } from './environment';
import type { GitDirectories } from './git-directory';
import { queryGit } from './query';

/** Nested repositories whose settings are looked at; beyond them the project needs trust whatever they say. */
const MAX_NESTED = 50;

/**
 * Says which of a repository's settings would run commands, where the workspace is the host itself and the person has not
 * said that they trust the project. In a container nothing needs trust.
 */
export class Trust {
  readonly #config: AgentConfig;
  /** Beside the agent's socket, outside the project: what is in the project cannot grant itself trust. */
  readonly #record: string;
  #known: { signature: string; findings: TrustFinding[] } | undefined;

  constructor(config: AgentConfig) {
    this.#config = config;
    this.#record = join(dirname(config.socket), 'git-trusted');
  }

  get given(): boolean {
    return this.#config.isolated || existsSync(this.#record);
  }

  give(): void {
    writeFileSync(this.#record, '');
  }

  /** Settings and hooks that need trust. `nested` are folders of repositories inside this one. */
  async findings(git: GitDirectories, nested: readonly string[]): Promise<TrustFinding[]> {
    if (this.given) return [];
    return [...findHooks(join(git.common, 'hooks')), ...(await this.#settings(git, nested))];
  }

  async #settings(git: GitDirectories, nested: readonly string[]): Promise<TrustFinding[]> {
    const nestedDirectories = [
      ...findModules(join(git.common, 'modules')),
      ...nested.map((folder) => join(this.#config.root, folder, '.git')),
    ];
    if (nestedDirectories.length > MAX_NESTED) {
      return [{ setting: 'submodules', value: `more than ${MAX_NESTED}` }];
    }
    const files = [
      join(git.common, 'config'),
      join(git.own, 'config.worktree'),
      ...nestedDirectories.map((folder) => join(folder, 'config')),
    ].filter((file) => existsSync(file));
    const signature = files.map((file) => `${file} ${describe(statSync(file))}`).join('\n');
    if (this.#known?.signature === signature) return this.#known.findings;
    const found = (await Promise.all(files.map((file) => this.#read(file)))).flat();
    // What an included file says can change without a sign here, so it is read every time.
    const includes = found.some(({ setting }) => setting.startsWith('include'));
    this.#known = includes ? undefined : { signature, findings: found };
    return found;
  }

  async #read(file: string): Promise<TrustFinding[]> {
    const { root } = this.#config;
    const { stdout } = await queryGit(['config', '--file', file, '--includes', '--null', '--list'], {
      cwd: root,
      env: gitEnvironment({ root }),
    });
    return parseSettings(stdout)
      .filter(runsCommand)
      .map(([setting, value]) => ({ setting, value: value.slice(0, 500) }));
  }
}

function describe({ ino, size, mtimeMs, ctimeMs }: Stats): string {
  return [ino, size, mtimeMs, ctimeMs].join(' ');
}

function findHooks(folder: string): TrustFinding[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => !name.endsWith('.sample'))
    .flatMap((name) => {
      const stats = statSync(join(folder, name), { throwIfNoEntry: false });
      if (!stats?.isFile() || (stats.mode & 0o111) === 0) return [];
      return [{ setting: `hooks/${name}`, value: beginning(join(folder, name)) }];
    });
}

function beginning(file: string): string {
  try {
    return readFileSync(file).subarray(0, 500).toString('utf8');
  } catch {
    return '(not readable)';
  }
}

/** Git directories of submodules, also of theirs. */
function findModules(folder: string, depth = 0): string[] {
  if (depth > 6 || !existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (!existsSync(join(path, 'HEAD'))) return findModules(path, depth + 1);
      return [path, ...findModules(join(path, 'modules'), depth + 1)];
    });
}
