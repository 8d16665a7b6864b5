import { randomBytes } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { extract } from 'tar-stream';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeDocker, docker, leftOf, startDockerApp, testImage } from './support/engine';
import { type ImageFile, loadImage, makeImage } from './support/images';
import type { TestApp } from './support/test-app';

/** Where the test image has its libraries, and the names of the loaders, by architecture. */
const layouts: Record<string, { loader: string; musl: string; libraries: string }> = {
  x64: {
    loader: 'lib64/ld-linux-x86-64.so.2',
    musl: 'lib/ld-musl-x86_64.so.1',
    libraries: 'lib/x86_64-linux-gnu',
  },
  arm64: {
    loader: 'lib/ld-linux-aarch64.so.1',
    musl: 'lib/ld-musl-aarch64.so.1',
    libraries: 'lib/aarch64-linux-gnu',
  },
};

describeDocker('an image that cannot run the agent', () => {
  const prefix = `berth-test-${randomBytes(4).toString('hex')}`;
  const layout = layouts[process.arch];
  if (!layout) throw new Error(`The tests know no layout for ${process.arch}.`);
  const loaded: string[] = [];
  let app: TestApp;

  beforeAll(async () => {
    app = await startDockerApp();
  });
  afterAll(async () => {
    await app[Symbol.asyncDispose]();
    for (const name of loaded) await docker.getImage(name).remove({ force: true });
  });

  async function errorWith(kind: string, files: ImageFile[], architecture?: string) {
    const image = `${prefix}:${kind}`;
    await loadImage(image, await makeImage(files, architecture));
    loaded.push(image);
    const project = await app.client().project.create.mutate({ name: kind, image });
    expect(project.status).toBe('failed');
    expect(await leftOf(project.id)).toEqual({ containers: [], networks: [] });
    expect(project.error?.message).toContain(image);
    return project.error;
  }

  it('is told apart when it has no C library at all', async () => {
    const error = await errorWith('empty', [{ path: 'readme', content: 'nothing else' }]);
    expect(error).toMatchObject({
      code: 'UNSUPPORTED_IMAGE',
      message: expect.stringContaining('no C library'),
    });
  });

  it('is told apart when it is built on musl', async () => {
    const error = await errorWith('musl', [{ path: layout.musl, content: 'loader' }]);
    expect(error).toMatchObject({ code: 'UNSUPPORTED_IMAGE', message: expect.stringContaining('musl') });
  });

  it('is told apart when it is for another architecture', async () => {
    const error = await errorWith('foreign', [{ path: 'readme', content: '' }], 's390x');
    expect(error).toMatchObject({ code: 'UNSUPPORTED_IMAGE', message: expect.stringContaining('s390x') });
  });

  it('is told apart when a library is missing', async () => {
    const libraries = ['libc.so.6', 'libm.so.6', 'libdl.so.2', 'libpthread.so.0', 'libgcc_s.so.1'];
    const files = await filesOf(testImage, [
      layout.loader,
      ...libraries.map((name) => `${layout.libraries}/${name}`),
    ]);
    const error = await errorWith('bare', files);
    expect(error).toMatchObject({
      code: 'UNSUPPORTED_IMAGE',
      message: expect.stringContaining('libstdc++.so.6'),
    });
  });

  it('is told apart when its loader runs nothing', async () => {
    const error = await errorWith('broken', [{ path: layout.loader, content: 'not a program' }]);
    expect(error?.code).toBe('UNSUPPORTED_IMAGE');
  });
});

/** Copies of an image's files, links followed, at the same paths. */
async function filesOf(image: string, paths: string[]): Promise<ImageFile[]> {
  const container = await docker.createContainer({ Image: image });
  try {
    const files: ImageFile[] = [];
    for (const path of paths) files.push({ path, content: await fileOf(container, `/${path}`) });
    return files;
  } finally {
    await container.remove();
  }
}

async function fileOf(container: ReturnType<typeof docker.getContainer>, path: string): Promise<Buffer> {
  const entries = extract();
  (await container.getArchive({ path })).pipe(entries);
  for await (const entry of entries) {
    const { type, linkname } = entry.header;
    if (type === 'symlink') return fileOf(container, new URL(linkname ?? '', `file://${path}`).pathname);
    return await buffer(entry);
  }
  throw new Error(`${path} is missing from the image.`);
}
