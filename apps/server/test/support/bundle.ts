import { mkdtempSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const server = join(dirname(fileURLToPath(import.meta.url)), '../..');

/** Bundles a program beside this file with the store's thread, as the server's own build does, and answers its path. */
export async function bundleForTest(name: string): Promise<string> {
  const outdir = mkdtempSync(join(server, 'node_modules/.berth-test-'));
  writeFileSync(join(outdir, 'package.json'), '{"type":"module"}');
  await build({
    entryPoints: {
      [name]: join(server, `test/support/${name}.ts`),
      'chat-worker': join(server, 'src/chat/store/worker.ts'),
    },
    outdir,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    // Everything but the native addon is in the file, so that it starts in a fraction of a second.
    external: ['better-sqlite3'],
    minify: true,
    alias: {
      '@berth/db': join(server, '../../packages/db/src'),
      '@berth/protocol': join(server, '../../packages/protocol/src'),
    },
  });
  return join(outdir, `${name}.js`);
}
