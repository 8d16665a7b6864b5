import { createHash } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  type Dirent,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rgPath } from '@vscode/ripgrep';
import { build } from 'esbuild';

/**
 * Bundles the agent into `dist/`: `agent.cjs`, `bridge.cjs` (the exec transport's end), `askpass.cjs` (git's questions), native addons under `node_modules/`, `rg`, and `bundle.json` with the hash of
 * it all. The folder is complete: it runs from anywhere with a Node binary.
 */
const here = dirname(fileURLToPath(import.meta.url));
const dist = join(here, 'dist');
rmSync(dist, { recursive: true, force: true });
mkdirSync(dist, { recursive: true });

await build({
  entryPoints: {
    agent: join(here, 'src/main.ts'),
    bridge: join(here, 'src/bridge.ts'),
    askpass: join(here, 'src/git/askpass/main.ts'),
    'terminal-worker': join(here, 'src/terminal/screen/worker.ts'),
  },
  outdir: dist,
  outExtension: { '.js': '.cjs' },
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  external: ['@lydell/node-pty'],
  logLevel: 'warning',
});

const require = createRequire(import.meta.url);

/** What a package has for those who build it. */
const UNUSED = /^\/(node_modules|doc|vendor)$|\/(native|abi)$|\.(cc|hh|inc|def)$/;

/** Copies the package that `file` lies at the top of. */
function copyPackage(name: string, file: string): NodeJS.Require {
  const folder = dirname(file);
  cpSync(folder, join(dist, 'node_modules', name), {
    recursive: true,
    dereference: true,
    filter: (path) => !UNUSED.test(path.slice(folder.length)),
  });
  return createRequire(file);
}

const platform = `${process.platform}-${process.arch}`;
const pty = copyPackage('@lydell/node-pty', require.resolve('@lydell/node-pty/package.json'));
const ptyAddon = `@lydell/node-pty-${platform}`;
copyPackage(ptyAddon, pty.resolve(`${ptyAddon}/package.json`));

// Its own `package.json` cannot be asked for.
const koffi = copyPackage('koffi', require.resolve('koffi'));
const koffiAddon = `@koromix/koffi-${platform}`;
copyPackage(koffiAddon, koffi.resolve(`${koffiAddon}/package.json`));

const rg = join(dist, 'rg');
copyFileSync(rgPath, rg);
chmodSync(rg, 0o755);

const askpass = join(dist, 'askpass.sh');
copyFileSync(join(here, 'src/git/askpass/askpass.sh'), askpass);
chmodSync(askpass, 0o755);

const digest = createHash('sha256');
for (const entry of readdirSync(dist, { recursive: true, withFileTypes: true }).sort(byPath)) {
  if (entry.isFile()) digest.update(readFileSync(join(entry.parentPath, entry.name)));
}
const hash = digest.digest('hex').slice(0, 16);
writeFileSync(join(dist, 'bundle.json'), `${JSON.stringify({ hash })}\n`);

function byPath(a: Dirent, b: Dirent): number {
  return join(a.parentPath, a.name) < join(b.parentPath, b.name) ? -1 : 1;
}
