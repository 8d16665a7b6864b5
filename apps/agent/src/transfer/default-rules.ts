import type { ExclusionGroup } from '@berth/protocol/transfer';

/** Why an entry is left out. */
export interface LeftOut {
  group: ExclusionGroup;
  reason: string;
}

/** An entry as the rules see it. `siblings` are the names beside it, itself included. */
export interface Candidate {
  name: string;
  isDirectory: boolean;
  siblings: ReadonlySet<string>;
  /** True when Git tracks something in this folder. Asked only of folders that may be build output. */
  isTracked(): boolean;
  /** True when the folder holds an entry of this name. */
  contains(name: string): boolean;
}

const groupOf = (group: ExclusionGroup, reason: string, names: string[]) =>
  names.map((name) => [name, { group, reason }] as const);

/** Folders that are what they are wherever they stand. */
const folders = new Map<string, LeftOut>([
  ...groupOf('dependencies', 'Installed packages, which a package manager fetches again', [
    'node_modules',
    'bower_components',
    'jspm_packages',
    '.pnpm-store',
    'elm-stuff',
  ]),
  ...groupOf('build', 'Build output of a framework, made again by a build', [
    '.next',
    '.nuxt',
    '.svelte-kit',
    '.angular',
    '.docusaurus',
  ]),
  ...groupOf('caches', 'A cache, filled again by itself', [
    '__pycache__',
    '.pytest_cache',
    '.mypy_cache',
    '.ruff_cache',
    '.hypothesis',
    '.tox',
    '.nox',
    '.ipynb_checkpoints',
    '.cache',
    '.parcel-cache',
    '.turbo',
    '.nyc_output',
    '.sass-cache',
    '.gradle',
  ]),
  ...groupOf('vcs', 'The history of version control', ['.git', '.hg', '.svn', '.bzr', '.jj']),
]);

const files = new Map<string, LeftOut>([
  ...groupOf('caches', 'Made again by the program it belongs to', [
    '.DS_Store',
    'Thumbs.db',
    'desktop.ini',
    '.eslintcache',
    '.stylelintcache',
  ]),
  ...groupOf('vcs', 'A link to the history of version control', ['.git']),
]);

/** Folders that are dependencies or build output only beside the file that says so. */
const besideManifest: { name: string; manifests: string[]; leftOut: LeftOut }[] = [
  { name: 'vendor', manifests: ['composer.json', 'Gemfile'], ...dependencies('packages of the manifest') },
  { name: 'Pods', manifests: ['Podfile'], ...dependencies('packages of the Podfile') },
  { name: 'deps', manifests: ['mix.exs'], ...dependencies('packages of mix.exs') },
  { name: 'target', ...buildOutput(['Cargo.toml', 'pom.xml', 'build.sbt']) },
  ...['dist', 'build', 'out', '.output'].map((name) => ({
    name,
    ...buildOutput([
      'package.json',
      'pyproject.toml',
      'setup.py',
      'build.gradle',
      'build.gradle.kts',
      'CMakeLists.txt',
    ]),
  })),
  { name: '_build', ...buildOutput(['mix.exs', 'dune-project', 'rebar.config']) },
  ...['bin', 'obj'].map((name) => ({ name, ...buildOutput(['*.csproj', '*.fsproj']) })),
];

const virtualEnvironment: LeftOut = {
  group: 'dependencies',
  reason: 'A Python virtual environment, which is made again from the requirements',
};

function dependencies(what: string) {
  return {
    leftOut: { group: 'dependencies', reason: `Installed ${what}, which a package manager fetches again` },
  } as const;
}

function buildOutput(manifests: string[]) {
  return {
    manifests,
    leftOut: {
      group: 'build',
      reason: 'Build output beside its manifest that Git does not track, made again by a build',
    },
  } as const;
}

/**
 * What the documented default rules say of an entry, or undefined where it goes in. Only folders are build output: a file called
 * `build` is a file, and lock files are what a project is installed from.
 */
export function defaultRule(candidate: Candidate): LeftOut | undefined {
  const { name, isDirectory, siblings } = candidate;
  if (!isDirectory)
    return files.get(name) ?? (/\.py[co]$/.test(name) ? folders.get('__pycache__') : undefined);
  const always = folders.get(name);
  if (always) return always;
  if (/^\.?v?env$/.test(name) && candidate.contains('pyvenv.cfg')) return virtualEnvironment;
  const rule = besideManifest.find(
    (one) => one.name === name && one.manifests.some((manifest) => has(siblings, manifest)),
  );
  if (!rule || candidate.isTracked()) return undefined;
  return rule.leftOut;
}

function has(siblings: ReadonlySet<string>, manifest: string): boolean {
  if (!manifest.startsWith('*')) return siblings.has(manifest);
  const ending = manifest.slice(1);
  for (const sibling of siblings) if (sibling.endsWith(ending)) return true;
  return false;
}
