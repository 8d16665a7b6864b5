import { execFile, execFileSync } from 'node:child_process';
import { chownSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Berth } from '@berth/e2e/support/berth';
import { type Bench, type BenchTable, ms, sample, summarize } from './bench';
import { measureFrames } from './git-frames';

const TRACKED = 90_000;
const CHANGED = 1_000;
const UNTRACKED = 10_000;
const PER_FOLDER = 100;
const RUNS = 9;
const COMMITS = 60;
/** The floor: this many times the bare command, and this many milliseconds more. */
const FLOOR = { factor: 1.3, extraMs: 5 };

const run = promisify(execFile);

interface Owner {
  uid: number;
  gid: number;
}

/** Writes files below a folder, spread over folders of their own, as their owner. */
function writeFiles(
  root: string,
  { owner, name, count }: { owner: Owner; name: string; count: number },
): void {
  for (let index = 0; index < count; index += 1) {
    const folder = join(root, name, String(Math.floor(index / PER_FOLDER)));
    if (index % PER_FOLDER === 0) {
      mkdirSync(folder, { recursive: true });
      for (const path of [join(root, name), folder]) chownSync(path, owner.uid, owner.gid);
    }
    const file = join(folder, `file-${index}.ts`);
    writeFileSync(file, `export const value${index} = ${index};\n`);
    chownSync(file, owner.uid, owner.gid);
  }
}

async function measure(): Promise<BenchTable[]> {
  await using berth = await Berth.start({ runtime: 'local' });
  const client = berth.client();
  const { id: projectId } = await client.project.create.mutate({ name: 'Bench' });
  const cwd = join(berth.dataDir, 'projects', projectId);
  const { uid, gid } = statSync(cwd);
  const owner = { uid, gid };
  const options = {
    cwd,
    ...owner,
    env: { PATH: '/usr/bin:/bin', HOME: '/nonexistent', GIT_OPTIONAL_LOCKS: '0' },
    maxBuffer: 64 * 1024 * 1024,
  };
  const setUp = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=x', '-c', 'user.email=x', ...args], options);
  setUp('init', '--quiet');
  setUp('config', 'gc.auto', '0');
  writeFiles(cwd, { owner, name: 'src', count: TRACKED });
  setUp('add', '.');
  setUp('commit', '--quiet', '--message=First');
  for (let commit = 0; commit < COMMITS; commit += 1)
    setUp('commit', '--quiet', '--allow-empty', `--message=${commit}`);
  for (let index = 0; index < CHANGED; index += 1) {
    const place = index * (TRACKED / CHANGED);
    writeFileSync(join(cwd, `src/${Math.floor(place / PER_FOLDER)}/file-${place}.ts`), `changed ${index}\n`);
  }
  // In folders that are tracked, so that each is listed by its own name.
  for (let index = 0; index < UNTRACKED; index += 1) {
    const file = join(cwd, `src/${index % (TRACKED / PER_FOLDER)}/new-${index}.ts`);
    writeFileSync(file, '');
    chownSync(file, uid, gid);
  }

  const status = await client.git.status.query({ projectId });
  if (!status.isRepository || status.unstaged.length !== CHANGED || status.untracked.length !== UNTRACKED) {
    throw new Error('The repository is not what is to be measured.');
  }
  // Before anything is staged, and of the file after the changed one.
  const frames = await measureFrames(berth, {
    projectId,
    folder: cwd,
    unchanged: 'src/0/file-1.ts',
  });
  const path = 'src/0/file-0.ts';
  const cases: [string, string[], () => Promise<unknown>][] = [
    [
      'status',
      ['status', '--porcelain=v2', '-z', '--branch', '--show-stash', '--untracked-files=normal'],
      () => client.git.status.query({ projectId }),
    ],
    [
      'history, 50 commits',
      ['log', '--max-count=51', '--format=fuller'],
      () => client.git.commits.query({ projectId }),
    ],
    ['diff of a file', ['diff', '--', path], () => client.git.diff.query({ projectId, path })],
    [
      'stage a file',
      ['add', '--all', '--', path],
      () => client.git.stage.mutate({ projectId, paths: [path] }),
    ],
  ];
  const rows: (string | number)[][] = [];
  for (const [name, args, ours] of cases) {
    const bare: number[] = [];
    const berthTimes: number[] = [];
    for (let round = 0; round < RUNS; round += 1) {
      // By turns, so that whatever else this machine does meets both.
      bare.push(
        ...(await sample(() => run('git', args, options), { count: 1, warmup: round === 0 ? 1 : 0 })),
      );
      berthTimes.push(...(await sample(ours, { count: 1, warmup: round === 0 ? 1 : 0 })));
    }
    const floor = summarize(bare).p50 * FLOOR.factor + FLOOR.extraMs;
    const middle = summarize(berthTimes).p50;
    rows.push([name, ms(summarize(bare).p50), ms(middle), ms(floor), middle <= floor ? 'met' : 'missed']);
  }
  return [
    {
      title: `git on ${TRACKED} tracked, ${CHANGED} changed and ${UNTRACKED} untracked files, local runtime`,
      columns: ['what', 'git itself', 'through Berth', 'floor', ''],
      rows,
      notes: [
        `Medians of ${RUNS} runs by turns, over tRPC; the floor is ${FLOOR.factor} times git itself plus ${FLOOR.extraMs} ms.`,
      ],
    },
    frames,
  ];
}

export const git: Bench = { name: 'git', run: measure };
