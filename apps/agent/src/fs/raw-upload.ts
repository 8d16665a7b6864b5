import { createHash } from 'node:crypto';
import { constants, lstatSync, renameSync, rmSync, type Stats, statfsSync } from 'node:fs';
import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { AppError } from '@berth/protocol/error';
import { fsLimits } from '@berth/protocol/fs-entry';
import { type UploadAnswer, uploadQuerySchema } from '@berth/protocol/fs-upload';
import type { Exchange } from '../http/calls';
import { refuseRoot } from './entry';
import { errno, translated } from './errors';
import { statEtag } from './etag';
import { modifiedAt } from './modified';
import { findWritable } from './own-area';
import { pathBeside, placeBeside } from './place-beside';
import { projectOf } from './project';
import { isReadOnly, refuseReadOnly } from './read-only';
import type { Place } from './root';
import { temporaryName } from './temporary';

/** Answers `PUT /raw/upload?path=…&conflict=…`: the body becomes a file once it has arrived whole. */
export async function receiveFile({ request, response, agent }: Exchange, url: URL): Promise<void> {
  const { path, conflict } = uploadQuerySchema.parse(Object.fromEntries(url.searchParams));
  const overwrites = conflict === 'overwrite' || conflict === 'overwriteReadOnly';
  const answer = await translated(path, async (): Promise<UploadAnswer> => {
    using place = findWritable(projectOf(agent).root, path, {
      follow: overwrites,
      makeParents: true,
    });
    refuseRoot(place);
    const existing = lstatSync(place.at, { throwIfNoEntry: false });
    if (existing && conflict === 'fail') {
      const details = isReadOnly(existing) ? { readOnly: true } : undefined;
      throw new AppError('ALREADY_EXISTS', `${path} exists already.`, { details });
    }
    if (existing && overwrites && !existing.isFile()) {
      throw new AppError('NOT_A_FILE', `${path} is not a file and cannot be overwritten.`);
    }
    if (existing && conflict === 'overwrite') refuseReadOnly(place);
    refuseWithoutRoom(place, Number(request.headers['content-length'] ?? 0));
    const name = temporaryName();
    const temporary = place.dir.at(name);
    try {
      const etag = await writeBody(temporary, request);
      if (overwrites && existing) await keepOwnership(temporary, existing);
      const stats = lstatSync(temporary);
      const last = conflict === 'rename' ? undefined : 0;
      const given = overwrites
        ? replace(place, temporary)
        : placeBeside(place, temporary, { first: 0, last });
      return {
        path: pathBeside(place, given),
        etag: etag ?? statEtag(lstatSync(place.dir.at(given))),
        size: stats.size,
        mtime: modifiedAt(stats),
      };
    } finally {
      rmSync(temporary, { force: true });
    }
  });
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(answer));
}

/** Writes a body that must arrive whole. Returns the etag of its content where that is a hash. */
async function writeBody(at: string, body: Readable & { complete?: boolean }): Promise<string | undefined> {
  const flags = constants.O_CREAT | constants.O_EXCL | constants.O_WRONLY | constants.O_NOFOLLOW;
  const handle = await open(at, flags, 0o666);
  try {
    const hash = createHash('sha256');
    let size = 0;
    try {
      for await (const chunk of body) {
        const bytes = chunk as Buffer;
        if (size <= fsLimits.hashedBytes) hash.update(bytes);
        size += bytes.length;
        await handle.writeFile(bytes);
      }
    } catch (error) {
      if (body.complete || errno(error) !== 'ECONNRESET') throw error;
    }
    if (!body.complete) throw new AppError('INVALID_INPUT', 'The upload was cut short.');
    await handle.sync();
    return size <= fsLimits.hashedBytes ? hash.digest('hex') : undefined;
  } finally {
    await handle.close();
  }
}

/** Gives the new file the replaced one's permissions and, where this user may, its owner. */
async function keepOwnership(at: string, { mode, uid, gid }: Stats): Promise<void> {
  const handle = await open(at, constants.O_WRONLY | constants.O_NOFOLLOW);
  try {
    const own = await handle.stat();
    if (own.uid !== uid || own.gid !== gid) {
      await handle.chown(uid, gid).catch((error: unknown) => {
        if (errno(error) !== 'EPERM') throw error;
      });
    }
    await handle.chmod(mode & 0o7777);
  } finally {
    await handle.close();
  }
}

function replace(place: Place, temporary: string): string {
  renameSync(temporary, place.at);
  return place.name;
}

function refuseWithoutRoom(place: Place, size: number): void {
  const { bavail, bsize } = statfsSync(place.dir.at('.'));
  if (size <= bavail * bsize) return;
  throw new AppError('STORAGE_UNAVAILABLE', 'There is not enough room on the disk for this file.', {
    details: { size, free: bavail * bsize },
  });
}
