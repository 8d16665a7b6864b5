import { execFileSync } from 'node:child_process';
import { chownSync, lstatSync, mkdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { TestApp, TestClient } from './test-app';

/** A project, its git through Berth, and the same git bare: as its owner, without anybody's personal settings. */
export class GitProject {
  readonly id: string;
  readonly folder: string;
  readonly client: TestClient;

  private constructor(app: TestApp, id: string) {
    this.id = id;
    this.folder = join(app.dataDir, 'projects', id);
    this.client = app.client();
  }

  /** An empty project. */
  static async create(app: TestApp, name = 'Git'): Promise<GitProject> {
    return new GitProject(app, (await app.client().project.create.mutate({ name })).id);
  }

  /** A project that exists. */
  static of(app: TestApp, id: string): GitProject {
    return new GitProject(app, id);
  }

  /** A project with a repository, an identity and one commit that has `a.txt`. */
  static async withCommit(app: TestApp): Promise<GitProject> {
    const project = await GitProject.create(app);
    project.git('init', '--quiet', '--initial-branch=main');
    project.git('config', 'user.name', 'Ada');
    project.git('config', 'user.email', 'ada@example.invalid');
    project.write('a.txt', 'one\ntwo\nthree\n');
    project.git('add', '.');
    project.git('commit', '--quiet', '--message=First');
    return project;
  }

  get input(): { projectId: string } {
    return { projectId: this.id };
  }

  get owner(): { uid: number; gid: number } {
    const { uid, gid } = statSync(this.folder);
    return { uid, gid };
  }

  /** Runs git in the project. @throws Error when it fails. */
  git(...args: string[]): string {
    return this.gitWith({}, ...args);
  }

  gitWith(env: Record<string, string>, ...args: string[]): string {
    return execFileSync('git', args, {
      cwd: this.folder,
      ...this.owner,
      env: {
        PATH: '/usr/bin:/bin',
        HOME: '/nonexistent',
        GIT_CONFIG_NOSYSTEM: '1',
        LC_ALL: 'C.UTF-8',
        ...env,
      },
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      maxBuffer: 64 * 1024 * 1024,
    });
  }

  /** As `git`, for commands that are expected to fail. */
  tryGit(...args: string[]): string {
    try {
      return this.git(...args);
    } catch (error) {
      return String((error as { stdout?: string }).stdout);
    }
  }

  write(path: string, content: string | Buffer, mode = 0o644): void {
    const file = join(this.folder, path);
    this.#makeFolder(dirname(file));
    writeFileSync(file, content, { mode });
    chownSync(file, this.owner.uid, this.owner.gid);
  }

  link(path: string, target: string): void {
    symlinkSync(target, join(this.folder, path));
  }

  async status() {
    const status = await this.client.git.status.query(this.input);
    if (!status.isRepository) throw new Error('not a repository');
    return status;
  }

  #makeFolder(folder: string): void {
    if (lstatSync(folder, { throwIfNoEntry: false })) return;
    this.#makeFolder(dirname(folder));
    mkdirSync(folder);
    chownSync(folder, this.owner.uid, this.owner.gid);
  }
}
