import { toAppError } from '../../lib/errors';
import { trpc } from '../../lib/trpc';

/** Bytes of text up to which a file is edited; larger ones are shown in parts. */
export const EDITABLE_BYTES = 5 * 1024 * 1024;
/** Bytes that tell what a file is. */
const PROBE_BYTES = 256 * 1024;

/** What a file is, as far as an editor is concerned. */
export type FileContent =
  /** The whole text, as it is in the file. */
  | { kind: 'text'; raw: string; etag: string; size: number }
  /** Text with bytes that are not UTF-8, shown with replacement characters. Saving it would change them. */
  | { kind: 'undecodable'; text: string; etag: string; size: number }
  | { kind: 'image' | 'large' | 'binary'; etag: string; size: number };

const imageNames = /\.(png|jpe?g|gif|webp|avif|bmp|ico)$/i;

export interface ReadOptions {
  /** Reads bytes that look binary as text all the same. */
  asText?: boolean;
}

/** Reads what a file's editor shows. @throws NOT_FOUND, NOT_A_FILE and what else `fs.read` throws. */
export async function readContent(
  file: { projectId: string; path: string },
  options: ReadOptions = {},
): Promise<FileContent> {
  const isImage = imageNames.test(file.path) && !options.asText;
  const probe = await read(file, isImage ? 0 : PROBE_BYTES);
  const { etag, size } = probe;
  if (isImage) return { kind: 'image', etag, size };
  if (looksBinary(probe) && !options.asText) return { kind: 'binary', etag, size };
  if (size > EDITABLE_BYTES) return { kind: 'large', etag, size };
  const whole = size > probe.length ? await read(file, EDITABLE_BYTES + 1) : probe;
  if (whole.size > EDITABLE_BYTES) return { kind: 'large', etag: whole.etag, size: whole.size };
  if (whole.encoding === 'base64') {
    const text = new TextDecoder().decode(fromBase64(whole.content));
    return { kind: 'undecodable', text, etag: whole.etag, size: whole.size };
  }
  return { kind: 'text', raw: whole.content, etag: whole.etag, size: whole.size };
}

/** As `readContent`; null where there is no file. */
export async function readIfThere(
  file: { projectId: string; path: string },
  options: ReadOptions,
): Promise<FileContent | null> {
  try {
    return await readContent(file, options);
  } catch (error) {
    if (toAppError(error).code === 'NOT_FOUND') return null;
    throw error;
  }
}

/** The server's own words about a file that is not there. */
export async function whyMissing(file: { projectId: string; path: string }): Promise<unknown> {
  return trpc.fs.stat.query(file).catch((error) => error);
}

type Answer = Awaited<ReturnType<typeof read>>;

function read(file: { projectId: string; path: string }, length: number) {
  return trpc.fs.read.query({ ...file, encoding: 'auto', offset: 0, length }, { context: { alone: true } });
}

/** A NUL is in no text that a person edits. */
function looksBinary({ content, encoding }: Answer): boolean {
  return encoding === 'base64' ? fromBase64(content).includes(0) : content.includes('\0');
}

export function fromBase64(text: string): Uint8Array {
  const binary = atob(text);
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}
