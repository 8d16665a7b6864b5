import { readdirSync, readFileSync, renameSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectIdSchema } from '@berth/protocol/project';
import type { Logger } from '../log';
import { ArchiveFile } from './archive-file';
import { type DownloadRecord, recordSchema } from './record';

/**
 * The one folder with everything temporary of downloads: `<downloadId>.json` is the server's own, `<projectId>/<downloadId>.zip`
 * is written by the project's workspace. The workspace can put anything into its folder but cannot replace the folder; so
 * nothing there is followed or removed recursively, only unlinked.
 */
export class DownloadStore {
  readonly #folder: string;
  readonly #log: Logger;

  constructor(folder: string, log: Logger) {
    this.#folder = folder;
    this.#log = log;
  }

  /** Every record that can be continued. Removes what none of them owns: what a killed server or agent left. */
  load(): DownloadRecord[] {
    const records = new Map<string, DownloadRecord>();
    for (const name of readdirSync(this.#folder)) {
      if (name.endsWith('.json.new')) rmSync(join(this.#folder, name), { force: true });
      if (!name.endsWith('.json')) continue;
      const record = this.#read(name);
      // Nobody waits for what was packed for an HTTP request of a server that is gone.
      const isAwaited = record && (record.via !== 'http' || record.packed);
      if (isAwaited) records.set(record.downloadId, record);
      else rmSync(join(this.#folder, name), { force: true });
    }
    for (const projectId of readdirSync(this.#folder)) {
      if (projectIdSchema.safeParse(projectId).success) this.#sweep(projectId, records);
    }
    return [...records.values()];
  }

  save(record: DownloadRecord): void {
    const path = join(this.#folder, `${record.downloadId}.json`);
    writeFileSync(`${path}.new`, JSON.stringify(record), { mode: 0o600 });
    renameSync(`${path}.new`, path);
  }

  /** @throws AppError NOT_FOUND when it is gone, STORAGE_UNAVAILABLE when it cannot be opened. */
  openArchive({ projectId, downloadId }: DownloadRecord): Promise<ArchiveFile> {
    return ArchiveFile.open(join(this.#folder, projectId, `${downloadId}.zip`));
  }

  /** Removes the archive and what is unfinished of it; the record stays. */
  removeArchive({ projectId, downloadId }: DownloadRecord): void {
    for (const ending of ['.zip', '.zip.part']) this.#unlink(projectId, downloadId + ending);
  }

  remove(record: DownloadRecord): void {
    this.removeArchive(record);
    rmSync(join(this.#folder, `${record.downloadId}.json`), { force: true });
  }

  /** Removes a project's folder, when the project is gone. */
  removeProject(projectId: string): void {
    this.#sweep(projectId, new Map());
    rmSync(join(this.#folder, projectId), { recursive: true, force: true });
  }

  #read(name: string): DownloadRecord | undefined {
    try {
      const record = recordSchema.parse(JSON.parse(readFileSync(join(this.#folder, name), 'utf8')));
      return `${record.downloadId}.json` === name ? record : undefined;
    } catch (err) {
      this.#log.warn({ err, name }, 'a kept download cannot be read and is removed');
      return undefined;
    }
  }

  #sweep(projectId: string, records: ReadonlyMap<string, DownloadRecord>): void {
    for (const name of this.#list(projectId)) {
      const record = records.get(name.replace(/\.zip$/, ''));
      const owned = record?.projectId === projectId && record.packed && !record.complete;
      if (!owned) this.#unlink(projectId, name);
    }
  }

  #list(projectId: string): string[] {
    try {
      return readdirSync(join(this.#folder, projectId));
    } catch {
      return [];
    }
  }

  #unlink(projectId: string, name: string): void {
    try {
      unlinkSync(join(this.#folder, projectId, name));
    } catch (err) {
      if ((err as NodeJS.ErrnoException).code === 'ENOENT') return;
      this.#log.warn({ err, projectId, name }, 'a temporary archive could not be removed');
    }
  }
}
