import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, userInfo } from 'node:os';
import { join } from 'node:path';
import { AppError } from '@berth/protocol/error';
import type { DataDir } from '../../data-dir';
import type { Config } from '../../env';
import { agentEnvironment } from '../agent-environment';
import { type Identity, makeOwnedFolder } from '../identity';
import type { Launcher, LaunchOptions, RunningAgent, WorkspaceSpec } from '../launcher';
import type { RuntimeFiles } from '../runtime-files';
import { waitForSocket } from '../socket-connect';
import { LocalAgent } from './local-agent';
import { processStartTime } from './process';
import { type RunRecord, readRunRecord } from './run-record';

export interface LocalLauncherOptions {
  config: Config;
  dataDir: DataDir;
  identity: Identity;
  files: RuntimeFiles;
}

/** Runs agents as detached processes of this host: no isolation, no Docker. */
export class LocalLauncher implements Launcher {
  readonly runtime = 'local';
  readonly #options: LocalLauncherOptions;

  constructor(options: LocalLauncherOptions) {
    this.#options = options;
  }

  async start(spec: WorkspaceSpec, options: LaunchOptions): Promise<RunningAgent> {
    const running = this.#adopt(spec.projectId);
    if (running) return running;
    options.onProgress({ phase: 'start', message: 'Starting the workspace', fraction: null });
    const { config, dataDir, identity, files } = this.#options;
    const runFolder = join(dataDir.run, spec.projectId);
    const home = identity.switched ? join(dataDir.homes, spec.projectId) : homedir();
    const archives = join(dataDir.archives, spec.projectId);
    makeOwnedFolder(archives, identity);
    makeOwnedFolder(runFolder, identity);
    if (identity.switched) makeOwnedFolder(home, identity);
    const socket = join(runFolder, 'agent.sock');
    rmSync(socket, { force: true });
    const logFile = openSync(join(runFolder, 'agent.log'), 'a', 0o600);
    const child = spawn(files.node, [join(files.bundle, 'agent.cjs')], {
      cwd: '/',
      detached: true,
      stdio: ['ignore', logFile, logFile],
      ...(identity.switched ? { uid: identity.uid, gid: identity.gid } : {}),
      env: {
        ...agentEnvironment({
          socket,
          root: spec.folder,
          archives,
          projectId: spec.projectId,
          bundleHash: files.hash,
          isolated: false,
          watchLimit: config.limits.watches,
          scrollback: config.limits.scrollback,
        }),
        PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
        HOME: home,
        USER: identity.switched ? 'berth' : userInfo().username,
        SHELL: userInfo().shell ?? '/bin/sh',
      },
    });
    closeSync(logFile);
    const failed = new Promise<never>((_resolve, reject) => {
      child.once('error', (cause) => reject(this.#cannotStart(spec, cause)));
      child.once('exit', () => reject(this.#cannotStart(spec, this.#lastLog(spec.projectId))));
    });
    failed.catch(() => {});
    const { pid } = child;
    if (pid === undefined) return failed;
    child.unref();
    const startTime = processStartTime(pid) ?? '';
    const record: RunRecord = { pid, startTime, bundleHash: files.hash };
    const recordFile = this.#recordFile(spec.projectId);
    writeFileSync(recordFile, JSON.stringify(record), { mode: 0o600 });
    const agent = new LocalAgent({ ...record, projectId: spec.projectId, socket, record: recordFile });
    try {
      await Promise.race([waitForSocket(socket, options.signal), failed]);
    } catch (error) {
      await agent.stop();
      throw error;
    } finally {
      child.removeAllListeners('exit');
    }
    return agent;
  }

  async find(): Promise<RunningAgent[]> {
    const names = readdirSync(this.#options.dataDir.run).filter((name) => name.endsWith('.json'));
    return names.flatMap((name) => this.#adopt(name.slice(0, -'.json'.length)) ?? []);
  }

  async [Symbol.asyncDispose](): Promise<void> {}

  /** The agent an earlier server started, if its process still runs: same pid, same start time. */
  #adopt(projectId: string): RunningAgent | undefined {
    const socket = join(this.#options.dataDir.run, projectId, 'agent.sock');
    const record = this.#recordFile(projectId);
    const running = readRunRecord(record);
    if (!running || processStartTime(running.pid) !== running.startTime) return undefined;
    return new LocalAgent({ ...running, projectId, socket, record });
  }

  /** Beside the run folder, not in it: what runs in a workspace must not choose which process the server ends. */
  #recordFile(projectId: string): string {
    return join(this.#options.dataDir.run, `${projectId}.json`);
  }

  #cannotStart(spec: WorkspaceSpec, cause: unknown): AppError {
    const { root } = this.#options.dataDir;
    const hint = this.#options.identity.switched
      ? ` Workspaces run as uid ${this.#options.identity.uid}: every folder above ${root} must let that user pass. Set BERTH_DATA_DIR to such a place (for example /var/lib/berth), or run Berth as an ordinary user.`
      : '';
    return new AppError('WORKSPACE_UNAVAILABLE', `The workspace of ${spec.name} could not start.${hint}`, {
      cause,
    });
  }

  #lastLog(projectId: string): string {
    const path = join(this.#options.dataDir.run, projectId, 'agent.log');
    return existsSync(path) ? readFileSync(path, 'utf8').slice(-2_000) : '';
  }
}
