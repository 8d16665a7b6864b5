import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pack } from 'tar-stream';
import { docker } from './engine';

export interface ImageFile {
  path: string;
  content: string | Buffer;
}

/** An image of one layer, as engines and registries exchange it. */
export interface ImageParts {
  config: Buffer;
  layer: Buffer;
}

/** The engine's name for this machine's architecture. */
export const ownArchitecture = process.arch === 'x64' ? 'amd64' : process.arch;

export const sha256 = (bytes: Buffer): string => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

/** An image of these files alone; `architecture` is what it says of itself. */
export async function makeImage(files: ImageFile[], architecture = ownArchitecture): Promise<ImageParts> {
  const layer = await tar(files);
  const config = {
    architecture,
    os: 'linux',
    config: {},
    rootfs: { type: 'layers', diff_ids: [sha256(layer)] },
  };
  return { layer, config: Buffer.from(JSON.stringify(config)) };
}

/** Gives the engine the image under a name. */
export async function loadImage(name: string, { config, layer }: ImageParts): Promise<void> {
  const manifest = [{ Config: 'config.json', RepoTags: [name], Layers: ['layer.tar'] }];
  const archive = await tar([
    { path: 'config.json', content: config },
    { path: 'layer.tar', content: layer },
    { path: 'manifest.json', content: JSON.stringify(manifest) },
  ]);
  await buffer(await docker.loadImage(Readable.from([archive])));
  await docker.getImage(name).inspect();
}

function tar(files: ImageFile[]): Promise<Buffer> {
  const archive = pack();
  for (const { path, content } of files) archive.entry({ name: path, mode: 0o755 }, content);
  archive.finalize();
  return buffer(archive);
}
