import { buffer } from 'node:stream/consumers';
import type Docker from 'dockerode';
import { extract, pack } from 'tar-stream';
import { engineStatus } from './engine';

/** Bytes of one account file; a larger one counts as missing. */
const MAX_FILE_BYTES = 1024 * 1024;

/** Whether the path exists in the container, which need not run. */
export async function existsInContainer(container: Docker.Container, path: string): Promise<boolean> {
  try {
    await container.infoArchive({ path });
    return true;
  } catch (error) {
    if (engineStatus(error) === 404) return false;
    throw error;
  }
}

/** The text of a regular file in the container, or undefined where there is none. */
export async function readContainerFile(
  container: Docker.Container,
  path: string,
): Promise<string | undefined> {
  let archive: NodeJS.ReadableStream;
  try {
    archive = await container.getArchive({ path });
  } catch (error) {
    if (engineStatus(error) === 404) return undefined;
    throw error;
  }
  const entries = extract();
  archive.on('error', (error) => entries.destroy(error));
  archive.pipe(entries);
  let text: string | undefined;
  // The archive has this one entry; it is read to its end, so that the engine's connection is free again.
  for await (const entry of entries) {
    const { type, size = 0 } = entry.header;
    if (type === 'file' && size <= MAX_FILE_BYTES) text = (await buffer(entry)).toString('utf8');
    else entry.resume();
  }
  return text;
}

/** Writes files that belong to root and that everybody reads; `path` is relative to the container's root. */
export async function writeContainerFiles(
  container: Docker.Container,
  files: { path: string; text: string }[],
): Promise<void> {
  const archive = pack();
  for (const { path, text } of files) archive.entry({ name: path, mode: 0o644, uid: 0, gid: 0 }, text);
  archive.finalize();
  await container.putArchive(await buffer(archive), { path: '/' });
}
