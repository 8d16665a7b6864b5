import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import type { Database } from '@berth/db/open';
import { projects } from '@berth/db/schema/projects';
import { AppError } from '@berth/protocol/error';
import type { GitProgress } from '@berth/protocol/git-remote';
import { parseGitUrl } from '@berth/protocol/git-url';
import type { Project, projectCreateInput } from '@berth/protocol/project';
import { desc, eq, sql } from 'drizzle-orm';
import type { z } from 'zod';
import type { DataDir } from '../data-dir';
import type { Config } from '../env';
import type { GitCredentials } from '../git/credentials';
import { runRemote } from '../git/remote-operations';
import type { Broadcast } from '../socket/broadcast';
import { type Identity, makeOwnedFolder } from '../workspace/identity';
import type { RunningAgent } from '../workspace/launcher';
import type { Workspace } from '../workspace/workspace';
import type { StartRequest, Workspaces } from '../workspace/workspaces';
import { removeFolder } from './folder';

type Row = typeof projects.$inferSelect;

export interface ProjectServiceOptions {
  config: Config;
  db: Database;
  workspaces: Workspaces;
  broadcast: Broadcast;
  gitCredentials: GitCredentials;
  identity: Identity;
  dataDir: DataDir;
}

function prepareById(db: Database) {
  return db
    .select()
    .from(projects)
    .where(eq(projects.id, sql.placeholder('projectId')))
    .prepare();
}

/** Projects: what the database keeps of them, their folders, and the life of their workspaces. */
export class ProjectService {
  readonly #options: ProjectServiceOptions;
  /** Prepared once: every request of a project asks it. */
  /** Projects that are not to be started any more. */
  readonly #deleting = new Set<string>();
  readonly #byId: ReturnType<typeof prepareById>;

  constructor(options: ProjectServiceOptions) {
    this.#options = options;
    this.#byId = prepareById(options.db);
  }

  /**
   * Creates a project and starts it. An empty one is running when this returns; a cloned one is `starting` until the clone is
   * done, which `open` waits for.
   */
  async create(input: z.output<typeof projectCreateInput>): Promise<Project> {
    const { db, workspaces } = this.#options;
    const source = input.source ?? { kind: 'empty' };
    const sourceUrl = source.kind === 'git' ? parseGitUrl(source.url) : null;
    const row: Row = {
      id: createProjectId(),
      name: input.name,
      runtime: workspaces.launcher.runtime,
      image: input.image ?? null,
      sourceUrl,
      sourceReady: sourceUrl === null,
      createdAt: new Date().toISOString(),
    };
    db.insert(projects).values(row).run();
    const started = workspaces.open(this.#startRequest(row));
    started.catch(() => {});
    if (sourceUrl === null) await started.catch(() => {});
    return this.get(row.id);
  }

  list(): Project[] {
    const rows = this.#options.db.select().from(projects).orderBy(desc(projects.createdAt)).all();
    return rows.map((row) => this.#toProject(row));
  }

  /** @throws AppError NOT_FOUND. */
  get(projectId: string): Project {
    return this.#toProject(this.#row(projectId));
  }

  /** Starts the workspace if need be and waits until it runs. @throws AppError with why it cannot. */
  async open(projectId: string): Promise<Project> {
    const row = this.#row(projectId);
    this.#checkRuntime(row);
    await this.#options.workspaces.open(this.#startRequest(row));
    return this.get(projectId);
  }

  async stop(projectId: string): Promise<Project> {
    this.#row(projectId);
    await this.#options.workspaces.stop(projectId);
    return this.get(projectId);
  }

  rename(projectId: string, name: string): Project {
    this.#row(projectId);
    this.#options.db.update(projects).set({ name }).where(eq(projects.id, projectId)).run();
    this.announce(projectId);
    return this.get(projectId);
  }

  /**
   * Forgets the project. Its folder and its home stay unless `deleteFiles`; the answer says where.
   * @throws AppError STORAGE_UNAVAILABLE when they cannot be removed: then the project stays too.
   */
  async delete(projectId: string, deleteFiles: boolean): Promise<{ filesKeptAt: string | null }> {
    this.#row(projectId);
    const { workspaces, db, broadcast, dataDir } = this.#options;
    const path = join(dataDir.projects, projectId);
    this.#deleting.add(projectId);
    try {
      await workspaces.stop(projectId);
      if (deleteFiles) {
        await removeFolder(path);
        await removeFolder(join(dataDir.homes, projectId));
      }
      await removeFolder(join(dataDir.run, projectId));
      this.#options.gitCredentials.forgetProject(projectId);
      db.delete(projects).where(eq(projects.id, projectId)).run();
    } finally {
      this.#deleting.delete(projectId);
    }
    broadcast.everyone('project_deleted', { projectId });
    return { filesKeptAt: deleteFiles ? null : path };
  }

  /**
   * Takes over the workspaces that run already. One whose clone was interrupted is ended, so that opening the project clones
   * again.
   */
  async adopt(options: {
    keeps(agent: RunningAgent): boolean;
    onFound(agents: RunningAgent[]): void;
  }): Promise<void> {
    await this.#options.workspaces.adopt({
      ...options,
      requestOf: (projectId) => {
        const row = this.#find(projectId);
        return row?.sourceReady ? this.#startRequest(row) : undefined;
      },
    });
  }

  /** Tells every client how the project is now. */
  announce(projectId: string): void {
    const row = this.#find(projectId);
    if (row) this.#options.broadcast.everyone('project_changed', { project: this.#toProject(row) });
  }

  /** `auto` without an engine never turns a project made for a container into one without isolation. */
  #checkRuntime(row: Row): void {
    const { config, workspaces } = this.#options;
    if (row.runtime === workspaces.launcher.runtime || config.runtime !== 'auto') return;
    if (row.runtime === 'local') return;
    throw new AppError(
      'WORKSPACE_UNAVAILABLE',
      'This project runs in Docker, and no engine answered when Berth started. Start Docker and then Berth again or, to open the project without isolation, start Berth with BERTH_RUNTIME=local.',
    );
  }

  #startRequest(row: Row): StartRequest {
    const { config, dataDir, identity, workspaces, db } = this.#options;
    const folder = join(dataDir.projects, row.id);
    return {
      spec: {
        projectId: row.id,
        name: row.name,
        image: row.image ?? config.workspaceImage,
        folder,
      },
      prepareFolder: () => {
        this.#row(row.id);
        if (this.#deleting.has(row.id)) throw new AppError('NOT_FOUND', 'This project is being deleted.');
        makeOwnedFolder(folder, identity);
      },
      prepare: async (workspace, signal) => {
        const { runtime } = workspaces.launcher;
        db.update(projects).set({ runtime }).where(eq(projects.id, row.id)).run();
        await this.#clone(workspace, signal);
      },
    };
  }

  async #clone(workspace: Workspace, signal: AbortSignal): Promise<void> {
    const { projectId } = workspace;
    const { sourceReady, sourceUrl } = this.#row(projectId);
    if (sourceReady || sourceUrl === null) return;
    const { db, broadcast, gitCredentials } = this.#options;
    const onProgress = (progress: GitProgress) =>
      broadcast.everyone('project_progress', { projectId, phase: 'clone', ...progress });
    await runRemote(gitCredentials, {
      workspace,
      name: 'git.clone',
      input: { url: sourceUrl },
      signal,
      onProgress,
    });
    db.update(projects).set({ sourceReady: true }).where(eq(projects.id, projectId)).run();
  }

  #find(projectId: string): Row | undefined {
    return this.#byId.get({ projectId });
  }

  #row(projectId: string): Row {
    const row = this.#find(projectId);
    if (!row) throw new AppError('NOT_FOUND', 'There is no such project.');
    return row;
  }

  #toProject(row: Row): Project {
    const { status, error } = this.#options.workspaces.status(row.id);
    return {
      id: row.id,
      name: row.name,
      runtime: row.runtime,
      image: row.image,
      status,
      createdAt: row.createdAt,
      sourceUrl: row.sourceUrl,
      error: error?.toShape() ?? null,
    };
  }
}

function createProjectId(): string {
  const alphabet = 'abcdefghijklmnopqrstuvwxyz0123456789';
  return Array.from({ length: 12 }, () => alphabet[randomInt(alphabet.length)]).join('');
}
