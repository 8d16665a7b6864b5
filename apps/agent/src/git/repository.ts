import { realpathSync } from 'node:fs';
import { AppError } from '@berth/protocol/error';
import type { TrustFinding } from '@berth/protocol/git-trust';
import type { AgentContext } from '../context';
import { isUnsayable, neutralised } from './command-settings';
import { type GitEnvironmentOptions, gitEnvironment, type Setting } from './environment';
import { failureOf, gitFailure } from './failure';
import { findGitDirectories, type GitDirectories } from './git-directory';
import { mayHaveGitlinks, parseGitlinks } from './gitlinks';
import { recoverLock } from './lock';
import { type QueryResult, queryGit } from './query';
import { type RunOptions, type RunResult, runGit } from './run';
import { Trust } from './trust';
import { Turns } from './turns';

/** Locks a git that was killed can leave: of the index, HEAD, a branch and `packed-refs`. */
const MAX_LOCKS = 4;

export interface Command {
  args: readonly string[];
  /** What ends it, instead of the end of the call it belongs to. */
  signal?: AbortSignal | undefined;
  input?: string | Buffer;
  /** Paths among the arguments or the input are never patterns. */
  literalPaths?: boolean;
  maxBytes?: number;
  /** Milliseconds without any output after which git is ended. */
  idleMs?: number;
  env?: Readonly<Record<string, string>>;
}

export interface ChangeCommand extends Command {
  /** Once it runs, nothing cancels it: ended half-way it would lose something. */
  runsToItsEnd?: boolean;
  /** Puts right what a cancelled git leaves, before anybody else's turn. */
  onCancelled?(): Promise<void>;
  isWaiting?: RunOptions['isWaiting'];
  onErrorOutput?: RunOptions['onErrorOutput'];
}

/** The git of one project. */
export class GitWorkspace {
  readonly root: string;
  readonly isolated: boolean;
  readonly trust: Trust;
  readonly turns = new Turns();

  constructor(agent: AgentContext) {
    this.root = realpathSync(agent.config.root);
    this.isolated = agent.config.isolated;
    this.trust = new Trust(agent.config);
  }

  /** The repository at the project's root, or undefined. The signal ends all that a call does with it. */
  async find(signal?: AbortSignal): Promise<Repository | undefined> {
    const directories = findGitDirectories(this.root);
    if (!directories) return undefined;
    const untrusted = await this.trust.findings(directories, []);
    return new Repository(this, { directories, untrusted, signal });
  }

  /** @throws AppError NOT_A_REPOSITORY. */
  async open(signal?: AbortSignal): Promise<Repository> {
    const repository = await this.find(signal);
    if (!repository) {
      throw new AppError(
        'NOT_A_REPOSITORY',
        'The project is not a git repository yet. Initialise one first.',
      );
    }
    return repository;
  }

  environment(options: Omit<GitEnvironmentOptions, 'root'> = {}): Record<string, string> {
    return gitEnvironment({
      root: this.root,
      allowFolders: this.trust.given,
      ...options,
      ...(this.isolated
        ? {}
        : { overrides: [['safe.bareRepository', 'explicit'] as const, ...(options.overrides ?? [])] }),
    });
  }
}

interface CallOptions {
  directories: GitDirectories;
  untrusted: readonly TrustFinding[];
  signal: AbortSignal | undefined;
}

/** A repository as one call sees it: what it may run was decided when the call began, and it ends with the call. */
export class Repository {
  readonly directories: GitDirectories;
  readonly root: string;
  /** Settings that run commands and that nobody has trusted yet. */
  readonly untrusted: readonly TrustFinding[];
  readonly #workspace: GitWorkspace;
  readonly #overrides: readonly Setting[];
  readonly #signal: AbortSignal | undefined;

  constructor(workspace: GitWorkspace, { directories, untrusted, signal }: CallOptions) {
    this.#workspace = workspace;
    this.#signal = signal;
    this.directories = directories;
    this.root = workspace.root;
    this.untrusted = untrusted;
    this.#overrides = workspace.trust.given ? [] : neutralised(untrusted);
  }

  /** Submodules have settings of their own: until they are trusted, no git runs in them. */
  get submodules(): 'look inside' | 'stay outside' {
    return this.#workspace.trust.given ? 'look inside' : 'stay outside';
  }

  /** Asks something; whatever git answers is returned. Runs nothing the repository names unless it is trusted. */
  async ask(command: Command): Promise<QueryResult> {
    if (this.untrusted.some(isUnsayable)) await this.requireTrust();
    return queryGit(command.args, {
      cwd: this.root,
      env: this.#environment(command, { GIT_OPTIONAL_LOCKS: '0' }),
      signal: command.signal ?? this.#signal,
    });
  }

  /** Asks something. @throws AppError GIT_FAILED when git does. */
  async read(command: Command): Promise<string> {
    const result = await this.ask(command);
    if (result.code !== 0) throw failureOf({ ...result, doing: 'read the repository' });
    return result.stdout;
  }

  /** Asks for bytes, of which at most `maxBytes` are kept. For whatever may run a filter too: none of it is left. */
  async readBytes(command: Command): Promise<RunResult> {
    if (this.untrusted.some(isUnsayable)) await this.requireTrust();
    return runGit(command.args, {
      cwd: this.root,
      env: this.#environment(command, { GIT_OPTIONAL_LOCKS: '0' }),
      signal: command.signal ?? this.#signal,
      ...(command.input === undefined ? {} : { input: command.input }),
      ...(command.maxBytes === undefined ? {} : { maxBytes: command.maxBytes }),
      ...(command.idleMs === undefined ? {} : { idleMs: command.idleMs }),
    });
  }

  /**
   * Changes the repository, when it is this call's turn. Returns git's result whatever it is.
   * @throws AppError GIT_FAILED when the project needs trust first or the signal aborts.
   */
  async attempt(command: ChangeCommand): Promise<RunResult> {
    const signal = command.signal ?? this.#signal;
    await this.requireTrust(signal);
    const work = () => this.#runRecovering(command, command.runsToItsEnd ? undefined : signal);
    return this.#workspace.turns.take(work, signal);
  }

  /** As `attempt`, beside other operations: for what waits for a remote or a person and changes no files. */
  async attemptApart(command: ChangeCommand): Promise<RunResult> {
    const signal = command.signal ?? this.#signal;
    await this.requireTrust(signal);
    return this.#runRecovering(command, signal);
  }

  /** Changes the repository within a turn that was taken, and after its call was cancelled. */
  attemptAfterwards(command: ChangeCommand): Promise<RunResult> {
    return this.#runRecovering(command, undefined);
  }

  /** Changes the repository. @throws AppError GIT_FAILED when git does; `doing` completes "git could not …". */
  async change(doing: string, command: ChangeCommand): Promise<RunResult> {
    const result = await this.attempt(command);
    if (result.code !== 0) throw failureOf({ ...result, stdout: result.stdout.toString('utf8'), doing });
    return result;
  }

  /** @throws AppError GIT_FAILED of the kind `untrusted`. */
  async requireTrust(signal = this.#signal): Promise<void> {
    const found = this.untrusted.length > 0 ? this.untrusted : await this.#nestedFindings(signal);
    if (found.length === 0) return;
    throw gitFailure('untrusted', {
      message:
        'This repository has settings or hooks that run commands on this computer. Look at them, and trust the project to go on.',
      untrusted: [...found],
    });
  }

  async #nestedFindings(signal?: AbortSignal): Promise<readonly TrustFinding[]> {
    const { trust } = this.#workspace;
    if (trust.given || !mayHaveGitlinks(this.directories.own)) return [];
    const nested = parseGitlinks(await this.read({ args: ['ls-files', '--stage', '-z'], signal }));
    return trust.findings(this.directories, nested);
  }

  async #runRecovering(command: ChangeCommand, signal: AbortSignal | undefined): Promise<RunResult> {
    const { args, env: _env, literalPaths: _literalPaths, ...rest } = command;
    const env = this.#environment(command, {});
    const run = () => runGit(args, { ...rest, signal, cwd: this.root, env, marked: true });
    let result = await run();
    // Locks whose owner was killed would stop every later operation. It can have held several.
    for (let left = MAX_LOCKS; left > 0 && result.code !== 0; left -= 1) {
      if (!(await recoverLock(result.stderr, { ...this.directories, root: this.root }))) break;
      result = await run();
    }
    if (result.ended === 'cancelled') await command.onCancelled?.();
    signal?.throwIfAborted();
    return result;
  }

  #environment(command: Command, extra: Record<string, string>): Record<string, string> {
    return this.#workspace.environment({
      overrides: this.#overrides,
      literalPaths: command.literalPaths === true,
      extra: { ...extra, ...command.env },
    });
  }
}

const workspaces = new WeakMap<AgentContext, GitWorkspace>();

/** The one git workspace of an agent. */
export function gitOf(agent: AgentContext): GitWorkspace {
  const known = workspaces.get(agent) ?? new GitWorkspace(agent);
  workspaces.set(agent, known);
  return known;
}
