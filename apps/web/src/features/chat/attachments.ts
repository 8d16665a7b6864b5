import { type ChatFileInput, chatLimits, type MessagePart } from '@berth/protocol/chat-message';
import { AppError } from '@berth/protocol/error';
import { toAppError } from '../../lib/errors';
import { trpc } from '../../lib/trpc';

/** Bytes of what is attached to one message at most, as it travels; with its text it stays within one request. */
export const MESSAGE_BYTES = 24 * 1024 * 1024;

/** What a person attached to the message they write. */
export interface Attachment {
  id: string;
  label: string;
  /** A file travels as a file of the message, a selection as one of its parts. */
  file?: ChatFileInput;
  selection?: Extract<MessagePart, { type: 'selection' }>;
}

/** About as many bytes as an attachment takes in a request or in this browser. */
export function bytesOf({ file, selection }: Attachment): number {
  if (file) return Math.max(file.content?.length ?? 0, file.encoding === 'base64' ? 0 : file.size);
  return (selection?.text.length ?? 0) * 3;
}

/** @throws AppError TOO_LARGE when a message cannot take one more. */
export function expectRoom(attachments: readonly Attachment[], next: Attachment): void {
  const bytes = [...attachments, next].reduce((sum, attachment) => sum + bytesOf(attachment), 0);
  if (bytes <= MESSAGE_BYTES) return;
  throw new AppError(
    'TOO_LARGE',
    `The attachments of one message have at most ${MESSAGE_BYTES / 1024 / 1024} MiB together. Send these first.`,
  );
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Bytes as text where they are text, else as base64. */
export function encodeContent(bytes: Uint8Array): { content: string; encoding: 'utf8' | 'base64' } {
  try {
    const content = decoder.decode(bytes);
    if (!content.includes('\0')) return { content, encoding: 'utf8' };
  } catch {
    // Not text.
  }
  let binary = '';
  for (let at = 0; at < bytes.length; at += 32_768) {
    binary += String.fromCharCode(...bytes.subarray(at, at + 32_768));
  }
  return { content: btoa(binary), encoding: 'base64' };
}

/** A file that was dropped, pasted or chosen. @throws AppError TOO_LARGE when it cannot be kept. */
export async function attachFile(file: File, id: string): Promise<Attachment> {
  // Base64 makes four characters of three bytes.
  const limit = Math.floor((chatLimits.fileBytes * 3) / 4);
  if (file.size > limit) {
    throw new AppError(
      'TOO_LARGE',
      `${file.name} is larger than ${Math.floor(limit / 1024 / 1024)} MiB, the most a chat keeps.`,
    );
  }
  const encoded = encodeContent(new Uint8Array(await file.arrayBuffer()));
  const name = file.name || 'pasted';
  return {
    id,
    label: name,
    file: { name, path: name, type: 'file', size: file.size, mimeType: file.type || null, ...encoded },
  };
}

/** A file of the project, as it is now. */
export async function attachProjectFile(projectId: string, path: string, id: string): Promise<Attachment> {
  try {
    const { content, size, encoding } = await trpc.fs.read.query({ projectId, path, encoding: 'auto' });
    const name = path.slice(path.lastIndexOf('/') + 1);
    return { id, label: path, file: { name, path, type: 'file', size, content, encoding } };
  } catch (error) {
    throw toAppError(error);
  }
}

/** The parts of a message: its selections, then what was written. Null for text alone. */
export function toParts(text: string, attachments: readonly Attachment[]): MessagePart[] | null {
  const selections = attachments.flatMap(({ selection }) => selection ?? []);
  return selections.length === 0 ? null : [...selections, { type: 'text', text }];
}

export function toFiles(attachments: readonly Attachment[]): ChatFileInput[] {
  return attachments.flatMap(({ file }) => file ?? []);
}
