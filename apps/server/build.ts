import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** Bundles the server into `dist/main.js`; packages stay in node_modules, the workspace's own are bundled. */
const here = dirname(fileURLToPath(import.meta.url));
const dist = join(here, 'dist');
rmSync(dist, { recursive: true, force: true });

await build({
  // The chat store's thread is a file of its own beside the server.
  entryPoints: { main: join(here, 'src/main.ts'), 'chat-worker': join(here, 'src/chat/store/worker.ts') },
  outdir: dist,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  sourcemap: true,
  plugins: [
    {
      name: 'bundle-only-own-packages',
      setup(context) {
        context.onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
          kind === 'entry-point' || path.startsWith('@berth/') ? undefined : { path, external: true },
        );
      },
    },
  ],
  logLevel: 'warning',
});
