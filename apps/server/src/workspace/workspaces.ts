import { AppError } from '@berth/protocol/error';
import type { ProjectProgress, ProjectStatus } from '@berth/protocol/project';
import type { Logger } from '../log';
import type { Launcher, RunningAgent, WorkspaceSpec } from './launcher';
import { RestartBudget } from './restart-budget';
import { Workspace } from './workspace';

/** Milliseconds an agent that runs has to shake hands. */
const HANDSHAKE_TIMEOUT_MS = 60_000;
/** Milliseconds between attempts to look up what runs already. */
const ADOPT_RETRY_MS = 5_000;

type State =
  | { status: 'starting'; started: Promise<Workspace>; abort: AbortController }
  | { status: 'running'; workspace: Workspace }
  | { status: 'stopping'; stopped: Promise<void> }
  | { status: 'failed'; error: AppError };

export interface WorkspaceEvents {
  onChange(projectId: string): void;
  onProgress(progress: ProjectProgress): void;
  /** Called with every workspace that comes to run, before anybody can use it. */
  onRunning(workspace: Workspace): void;
  /** Called when a workspace ended by itself and is started again. */
  onRestart(): void;
}

export interface StartRequest {
  spec: WorkspaceSpec;
  /** Makes the project's folder ready for a workspace that is about to start. */
  prepareFolder(): void;
  /** What must be done in the workspace before it counts as running, such as the clone. */
  prepare(workspace: Workspace, signal: AbortSignal): Promise<void>;
}

/** What becomes of the agents an earlier server left running. */
export interface Adoption {
  /** The project's start request; undefined for an agent that is to be ended. */
  requestOf(projectId: string): StartRequest | undefined;
  /** Whether the agent may go on; otherwise it is replaced. */
  keeps(agent: RunningAgent): boolean;
  /** Called once with all of them, when the runtime has told which there are. */
  onFound(agents: RunningAgent[]): void;
}

/** Every project's workspace: at most one each, started on request, restarted a bounded number of times when it dies. */
export class Workspaces implements AsyncDisposable {
  readonly launcher: Launcher;
  readonly #events: WorkspaceEvents;
  readonly #log: Logger;
  readonly #states = new Map<string, State>();
  readonly #budget = new RestartBudget();
  #disposed = false;

  constructor(options: { launcher: Launcher; events: WorkspaceEvents; log: Logger }) {
    this.launcher = options.launcher;
    this.#events = options.events;
    this.#log = options.log;
  }

  status(projectId: string): { status: ProjectStatus; error: AppError | undefined } {
    const state = this.#states.get(projectId);
    if (!state || state.status === 'stopping') return { status: 'stopped', error: undefined };
    return {
      status: state.status,
      error: state.status === 'failed' ? state.error : this.#budget.lastReason(projectId),
    };
  }

  /** How many workspaces are in each state. */
  counts(): Record<State['status'], number> {
    const counts = { starting: 0, running: 0, stopping: 0, failed: 0 };
    for (const { status } of this.#states.values()) counts[status] += 1;
    return counts;
  }

  /** The project's workspace, once it runs. @throws AppError WORKSPACE_UNAVAILABLE when it is neither running nor starting. */
  async running(projectId: string): Promise<Workspace> {
    const state = this.#states.get(projectId);
    switch (state?.status) {
      case 'running':
        return state.workspace;
      case 'starting':
        return state.started;
      case 'failed':
        throw state.error;
      case 'stopping':
      case undefined:
        throw new AppError('WORKSPACE_UNAVAILABLE', 'The project is stopped. Open it first.', {
          details: { status: 'stopped' },
        });
    }
  }

  /** Starts the project's workspace, or joins the start that is under way, or returns the one that runs. */
  async open(request: StartRequest): Promise<Workspace> {
    const { projectId } = request.spec;
    const state = this.#states.get(projectId);
    switch (state?.status) {
      case 'running':
        return state.workspace;
      case 'starting':
        return state.started;
      case 'stopping':
        await state.stopped.catch(() => {});
        return this.open(request);
      case 'failed':
      case undefined:
        this.#budget.reset(projectId);
        return this.#start(request);
    }
  }

  /** Deals with the agents that run already. Where the runtime does not answer, this is done once it does. */
  async adopt(adoption: Adoption): Promise<void> {
    try {
      const agents = await this.launcher.find();
      adoption.onFound(agents);
      for (const agent of agents) this.#adoptOne(agent, adoption);
    } catch (err) {
      if (this.#disposed) return;
      this.#log.warn({ err }, 'the workspaces that run already cannot be looked up yet');
      setTimeout(() => void this.adopt(adoption), ADOPT_RETRY_MS).unref();
    }
  }

  /** Ends the workspace, or gives up its start. @throws AppError WORKSPACE_UNAVAILABLE when the runtime does not end it. */
  async stop(projectId: string): Promise<void> {
    const state = this.#states.get(projectId);
    switch (state?.status) {
      case undefined:
        return;
      case 'failed':
        this.#set(projectId, undefined);
        return;
      case 'stopping':
        return state.stopped;
      case 'starting':
        state.abort.abort(new AppError('WORKSPACE_UNAVAILABLE', 'The start was cancelled.'));
        await state.started.catch(() => {});
        return this.stop(projectId);
      case 'running':
        return this.#end(projectId, state.workspace);
    }
  }

  /** Lets go of every workspace; they keep running for the next server. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#disposed = true;
    const states = [...this.#states.values()];
    this.#states.clear();
    for (const state of states) {
      if (state.status === 'starting') {
        state.abort.abort(new AppError('WORKSPACE_UNAVAILABLE', 'The server is stopping.'));
        await state.started.catch(() => {});
      }
      if (state.status === 'running') await state.workspace[Symbol.asyncDispose]();
      if (state.status === 'stopping') await state.stopped.catch(() => {});
    }
    await this.launcher[Symbol.asyncDispose]();
  }

  #set(projectId: string, state: State | undefined): void {
    if (this.#disposed) return;
    if (state) this.#states.set(projectId, state);
    else this.#states.delete(projectId);
    this.#events.onChange(projectId);
  }

  #adoptOne(agent: RunningAgent, adoption: Adoption): void {
    if (this.#disposed || this.#states.has(agent.projectId)) return;
    const request = adoption.requestOf(agent.projectId);
    if (request) {
      this.#start(request, { agent, keep: adoption.keeps(agent) }).catch(() => {});
      return;
    }
    agent
      .stop()
      .catch((err: unknown) => this.#log.warn({ err }, 'a workspace nobody owns could not be ended'));
  }

  #start(request: StartRequest, existing?: { agent: RunningAgent; keep: boolean }): Promise<Workspace> {
    const { projectId } = request.spec;
    const abort = new AbortController();
    const started = this.#launch(request, abort.signal, existing);
    this.#set(projectId, { status: 'starting', started, abort });
    started.catch((error: unknown) => {
      if (abort.signal.aborted) this.#set(projectId, undefined);
      else this.#failed(projectId, error);
    });
    return started;
  }

  async #launch(
    request: StartRequest,
    signal: AbortSignal,
    existing: { agent: RunningAgent; keep: boolean } | undefined,
  ): Promise<Workspace> {
    // Yields first, so that the state `starting` is in place before anything can fail.
    await Promise.resolve();
    const workspace =
      (existing && (await this.#takeOver(existing, signal))) ?? (await this.#launchNew(request, signal));
    try {
      this.#events.onRunning(workspace);
      await request.prepare(workspace, signal);
      signal.throwIfAborted();
    } catch (error) {
      await this.#discard(workspace);
      throw error;
    }
    this.#set(request.spec.projectId, { status: 'running', workspace });
    void workspace.agent.exited.then((reason) => this.#exited(request, { workspace, reason }));
    return workspace;
  }

  async #launchNew(request: StartRequest, signal: AbortSignal): Promise<Workspace> {
    const { spec } = request;
    request.prepareFolder();
    const onProgress = (progress: Omit<ProjectProgress, 'projectId'>) =>
      this.#events.onProgress({ projectId: spec.projectId, ...progress });
    return this.#shakeHands(await this.launcher.start(spec, { onProgress, signal }), signal);
  }

  /** The workspace of an agent that runs already; one that is not kept, or does not answer in our version, is ended. */
  async #takeOver(
    existing: { agent: RunningAgent; keep: boolean },
    signal: AbortSignal,
  ): Promise<Workspace | undefined> {
    const { agent, keep } = existing;
    if (!keep) {
      await agent.stop();
      return undefined;
    }
    try {
      return await this.#shakeHands(agent, signal);
    } catch (err) {
      signal.throwIfAborted();
      this.#log.warn({ err, projectId: agent.projectId }, 'a workspace that runs already is started anew');
      return undefined;
    }
  }

  async #shakeHands(agent: RunningAgent, signal: AbortSignal): Promise<Workspace> {
    const workspace = new Workspace(agent, this.#log);
    try {
      await workspace.open(AbortSignal.any([signal, AbortSignal.timeout(HANDSHAKE_TIMEOUT_MS)]));
      return workspace;
    } catch (error) {
      await this.#discard(workspace);
      throw error;
    }
  }

  /** Ends a workspace that never came to be used; a server that is stopping leaves it to the next one. */
  async #discard(workspace: Workspace): Promise<void> {
    await workspace[Symbol.asyncDispose]();
    if (!this.#disposed) await workspace.agent.stop();
  }

  async #end(projectId: string, workspace: Workspace): Promise<void> {
    const stopped = workspace[Symbol.asyncDispose]().then(() => workspace.agent.stop());
    this.#set(projectId, { status: 'stopping', stopped });
    try {
      await stopped;
      this.#set(projectId, undefined);
    } catch (error) {
      this.#failed(projectId, error);
      throw AppError.from(error);
    }
  }

  #failed(projectId: string, error: unknown): void {
    if (this.#disposed) return;
    const appError = AppError.from(error);
    const level = appError.code === 'INTERNAL' ? 'error' : 'warn';
    this.#log[level]({ err: error, projectId }, 'a workspace failed');
    this.#set(projectId, { status: 'failed', error: appError });
  }

  #exited(request: StartRequest, end: { workspace: Workspace; reason: string }): void {
    const { projectId } = request.spec;
    const state = this.#states.get(projectId);
    if (this.#disposed || state?.status !== 'running' || state.workspace !== end.workspace) return;
    void end.workspace[Symbol.asyncDispose]();
    const again = this.#budget.take(projectId, end.reason);
    this.#log.warn({ projectId, reason: end.reason, again }, 'a workspace ended by itself');
    if (again) {
      this.#events.onRestart();
      this.#start(request).catch(() => {});
      return;
    }
    const message = `The workspace keeps ending, so it is not started again: ${end.reason}`;
    this.#failed(projectId, new AppError('WORKSPACE_UNAVAILABLE', message));
  }
}
