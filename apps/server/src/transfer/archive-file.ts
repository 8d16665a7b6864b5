import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { AppError } from '@berth/protocol/error';

/** Bytes of one piece at most. */
const PIECE_BYTES = 256 * 1024;

/**
 * A finished archive, open to be sent. The workspace wrote it and can put anything in its place, so only a plain file with no
 * other name is opened, without following links or waiting; of its bytes the receiver's checksum tells.
 */
export class ArchiveFile implements AsyncDisposable {
  readonly #file: FileHandle;

  private constructor(file: FileHandle) {
    this.#file = file;
  }

  /** @throws AppError NOT_FOUND when it is gone, STORAGE_UNAVAILABLE when it cannot be opened. */
  static async open(path: string): Promise<ArchiveFile> {
    const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = constants;
    const file = await open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK).catch(
      (cause: NodeJS.ErrnoException) => {
        throw cause.code === 'ENOENT' || cause.code === 'ELOOP' ? gone(cause) : unreadable(cause);
      },
    );
    const stats = await file.stat();
    if (stats.isFile() && stats.nlink === 1) return new ArchiveFile(file);
    await file.close();
    throw gone('what is in its place is no file of its own');
  }

  /** Fills `target` with the bytes from `position` on. @throws AppError NOT_FOUND when there are fewer, STORAGE_UNAVAILABLE. */
  async read(target: Uint8Array, position: number): Promise<void> {
    for (let filled = 0; filled < target.length; ) {
      const { bytesRead } = await this.#file
        .read(target, filled, target.length - filled, position + filled)
        .catch((cause: unknown) => {
          throw unreadable(cause);
        });
      if (bytesRead === 0) throw gone('it became shorter');
      filled += bytesRead;
    }
  }

  /** All bytes from `start` to before `end`, in pieces. @throws AppError as `read` does. */
  async *pieces(start: number, end: number): AsyncGenerator<Buffer> {
    for (let at = start; at < end; ) {
      const piece = Buffer.allocUnsafe(Math.min(PIECE_BYTES, end - at));
      await this.read(piece, at);
      yield piece;
      at += piece.length;
    }
  }

  /** Closes it once what is being read has been. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#file.close();
  }
}

function gone(cause: unknown): AppError {
  return new AppError('NOT_FOUND', 'This archive is gone. Download again.', { cause });
}

function unreadable(cause: unknown): AppError {
  return new AppError('STORAGE_UNAVAILABLE', 'The archive cannot be read from the server’s disk.', { cause });
}
