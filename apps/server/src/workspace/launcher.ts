import type { Duplex } from 'node:stream';
import type { ProjectProgress, Runtime } from '@berth/protocol/project';

/** What a launcher needs to know of a project. */
export interface WorkspaceSpec {
  projectId: string;
  name: string;
  /** Image to run, resolved; ignored by the local runtime. */
  image: string;
  /** The project's folder on this host. */
  folder: string;
}

export interface LaunchOptions {
  onProgress(progress: Omit<ProjectProgress, 'projectId'>): void;
  signal: AbortSignal;
}

/** An agent that runs, in a container or as a process. */
export interface RunningAgent {
  readonly projectId: string;
  /** Hash of the bundle it runs; it differs from the built one after an upgrade. */
  readonly bundleHash: string;
  /** Connections at most at the same time. */
  readonly maxConnections: number;
  /** A new byte stream to the agent. @throws AppError WORKSPACE_UNAVAILABLE. */
  connect(): Promise<Duplex>;
  /** Resolves once, with why in words a person reads, when the agent is gone for whatever reason. */
  readonly exited: Promise<string>;
  /** Ends the workspace and everything that runs in it. Its files stay. */
  stop(): Promise<void>;
}

/** Starts workspaces on one runtime. Agents it starts outlive this server. */
export interface Launcher extends AsyncDisposable {
  readonly runtime: Runtime;
  /**
   * Starts the project's agent; one that already runs is taken over.
   * @throws AppError WORKSPACE_UNAVAILABLE, UNSUPPORTED_IMAGE.
   */
  start(spec: WorkspaceSpec, options: LaunchOptions): Promise<RunningAgent>;
  /** Agents of this installation that run already, such as those an earlier server started. */
  find(): Promise<RunningAgent[]>;
}
