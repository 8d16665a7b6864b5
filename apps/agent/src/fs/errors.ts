import { AppError } from '@berth/protocol/error';

/** What stands for the bytes of a name that are no UTF-8. */
export const REPLACEMENT = '\uFFFD';

/** The system's code of an error, such as ENOENT. */
export function errno(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** A failure of the file system in the contract's words; errors it does not know stay as they are. */
export function fsError(cause: unknown, path: string): unknown {
  const as = (code: AppError['code'], message: string) => new AppError(code, message, { cause });
  switch (errno(cause)) {
    case 'ENOENT':
      return as('NOT_FOUND', path.includes(REPLACEMENT) ? unreachable(path) : `There is no ${path}.`);
    case 'EEXIST':
      return as('ALREADY_EXISTS', `${path} exists already.`);
    case 'ENOTEMPTY':
      return as(
        'CONFLICT',
        `${path} is not empty. Delete it with everything in it (recursive) or empty it first.`,
      );
    case 'EISDIR':
    case 'ENXIO':
    case 'ENODEV':
      return as('NOT_A_FILE', `${path} is not a file.`);
    case 'ENOTDIR':
      return as('INVALID_INPUT', `${path} is not in a folder: a name on the way to it is a file.`);
    case 'ELOOP':
      return as('INVALID_INPUT', `${path} is a link that leads back to itself.`);
    case 'ENAMETOOLONG':
      return as('INVALID_INPUT', 'The name is too long: the system takes 255 bytes.');
    case 'EINVAL':
      return as('INVALID_INPUT', `That cannot be done with ${path}.`);
    case 'EXDEV':
      return as('INVALID_INPUT', `${path} is on another file system. Copy it instead of moving it.`);
    case 'ENOSPC':
    case 'EDQUOT':
      return as('STORAGE_UNAVAILABLE', 'The disk is full. Free some space and try again.');
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return as(
        'STORAGE_UNAVAILABLE',
        `The workspace's user may not do that with ${path}. Check its permissions.`,
      );
    case 'EBUSY':
    case 'ETXTBSY':
      return as('STORAGE_UNAVAILABLE', `${path} is in use by the system. Try again later.`);
    case 'EMFILE':
    case 'ENFILE':
      return as('STORAGE_UNAVAILABLE', 'Too many files are open in the workspace. Close some programs.');
    case 'EIO':
    case 'ESTALE':
      return as('STORAGE_UNAVAILABLE', `The disk could not read or write ${path}.`);
    default:
      return cause;
  }
}

/** About a name that may be shown with what stands for other bytes. */
function unreachable(path: string): string {
  return `${path} cannot be opened or changed here: its name is not UTF-8 text. Rename it in a terminal first.`;
}

/** Runs file work; what the system refuses becomes the contract's error about `path`. */
export async function translated<T>(path: string, work: () => Promise<T> | T): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof AppError ? error : fsError(error, path);
  }
}
