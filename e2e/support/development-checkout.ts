import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from './berth';
import { inherited, workspaceImage } from './env';

const repository = join(dirname(fileURLToPath(import.meta.url)), '../..');

/** The files of this repository as a fresh clone has them: nothing installed, nothing built. */
export class DevelopmentCheckout implements AsyncDisposable {
  readonly folder = mkdtempSync(join(tmpdir(), 'berth-dev-'));
  readonly token = 'a-development-test-token-of-good-length';
  readonly #dataDir = mkdtempSync(join(tmpdir(), 'berth-dev-data-'));
  #process: ChildProcess | undefined;
  #output = '';

  constructor() {
    const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
      cwd: repository,
      encoding: 'utf8',
    });
    for (const file of files.split('\0').filter(Boolean))
      cpSync(join(repository, file), join(this.folder, file));
  }

  /** The last 20,000 characters it printed. */
  get output(): string {
    return this.#output;
  }

  /** Runs `pnpm dev` and answers the address it prints. @throws Error with its output when it exits instead. */
  async start(): Promise<string> {
    const port = await freePort();
    const child = spawn('pnpm', ['run', 'dev'], {
      cwd: this.folder,
      // A group of its own: what it starts is ended with it.
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...inherited,
        PORT: String(port),
        BERTH_DATA_DIR: this.#dataDir,
        BERTH_TOKEN: this.token,
        BERTH_RUNTIME: 'docker',
        BERTH_WORKSPACE_IMAGE: workspaceImage,
      },
    });
    this.#process = child;
    return new Promise((resolve, reject) => {
      const take = (chunk: Buffer) => {
        this.#output = (this.#output + chunk.toString('utf8')).slice(-20_000);
        const url = /http:\/\/\S+#token=\S+/.exec(this.#output)?.[0];
        if (url) resolve(url);
      };
      child.stdout.on('data', take);
      child.stderr.on('data', take);
      child.once('error', reject);
      child.once('exit', (code) => reject(new Error(`pnpm dev exited with ${code}:\n${this.#output}`)));
    });
  }

  /** Replaces text that occurs once, as an edit in an editor would. */
  edit(path: string, change: { from: string; to: string }): void {
    const file = join(this.folder, path);
    const text = readFileSync(file, 'utf8');
    if (text.split(change.from).length !== 2) throw new Error(`${path} does not hold “${change.from}” once.`);
    writeFileSync(file, text.replace(change.from, change.to));
  }

  /** Ends it as Ctrl-C in a terminal does, and waits until the last process of it is gone. */
  async stop(): Promise<void> {
    const child = this.#process;
    this.#process = undefined;
    if (!child?.pid) return;
    const exited =
      child.exitCode === null && child.signalCode === null
        ? new Promise((resolve) => child.once('exit', resolve))
        : undefined;
    signalGroup(child.pid, 'SIGINT');
    const killer = setTimeout(() => signalGroup(child.pid, 'SIGKILL'), 20_000);
    await exited;
    while (signalGroup(child.pid, 0)) await new Promise((resolve) => setTimeout(resolve, 50));
    clearTimeout(killer);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
    rmSync(this.#dataDir, { recursive: true, force: true });
  }
}

/** Whether the group still had a process. */
function signalGroup(group: number | undefined, signal: NodeJS.Signals | 0): boolean {
  if (group === undefined) return false;
  try {
    return process.kill(-group, signal);
  } catch {
    return false;
  }
}
