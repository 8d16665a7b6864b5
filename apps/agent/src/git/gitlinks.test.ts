import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mayHaveGitlinks, parseGitlinks } from './gitlinks';

const COMMIT = '1234567890123456789012345678901234567890';

describe('mayHaveGitlinks', () => {
  let root = '';
  const git = (args: string[], input = '') =>
    execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@b', ...args], {
      cwd: root,
      input,
      encoding: 'utf8',
    });
  const answer = () => mayHaveGitlinks(join(root, '.git'));

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'berth-gitlinks-'));
    git(['init', '-q']);
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  /** Entries of an index, of files whose names have every length and of one nested repository among them. */
  function fill(files: number, nestedAt: number | undefined): void {
    const blob = git(['hash-object', '-w', '--stdin'], 'x').trim();
    const lines = Array.from({ length: files }, (_, index) => {
      const name = `folder-${index % 50}/${'n'.repeat(index % 23)}${index}`;
      return index === nestedAt ? `160000 ${COMMIT}\t${name}` : `100644 ${blob}\t${name}`;
    });
    git(['update-index', '--index-info'], `${lines.join('\n')}\n`);
  }

  it('says no before anything was staged', () => {
    expect(answer()).toBe(false);
  });

  for (const version of ['2', '4']) {
    it(`finds a nested repository wherever it is in an index of version ${version}`, () => {
      git(['config', 'index.version', version]);
      for (const nestedAt of [0, 1, 7, 2_499, 4_998, 4_999]) {
        rmSync(join(root, '.git/index'), { force: true });
        fill(5_000, nestedAt);
        expect(answer()).toBe(true);
      }
    });
  }

  it('says no of a long index without one', () => {
    fill(5_000, undefined);
    expect(answer()).toBe(false);
  });

  for (const [version, step] of [
    [2, 8],
    [4, 1],
  ] as const) {
    it(`finds one wherever two pieces of an index of version ${version} meet`, () => {
      const header = Buffer.from([...Buffer.from('DIRC'), 0, 0, 0, version, 0, 0, 0, 2]);
      const write = (before: number, mode: number) => {
        const entry = Buffer.alloc(72);
        entry.writeUInt32BE(mode, 24);
        writeFileSync(join(root, '.git/index'), Buffer.concat([header, Buffer.alloc(before, 1), entry]));
      };
      for (let before = 256 * 1024 - 64; before < 256 * 1024; before += step) {
        write(before, 0o160000);
        expect(answer()).toBe(true);
        write(before, 0o100644);
        expect(answer()).toBe(false);
      }
    });
  }

  it('leaves a split index to git', () => {
    fill(10, undefined);
    git(['update-index', '--split-index']);
    expect(answer()).toBe(true);
  });

  it('leaves a sparse index to git', () => {
    mkdirSync(join(root, 'kept'));
    mkdirSync(join(root, 'left'));
    writeFileSync(join(root, 'kept/a'), 'a');
    writeFileSync(join(root, 'left/b'), 'b');
    git(['add', '.']);
    git(['commit', '-qm', 'both']);
    expect(answer()).toBe(false);
    git(['sparse-checkout', 'set', '--cone', '--sparse-index', 'kept']);
    expect(git(['ls-files', '--sparse'])).toContain('left/\n');
    expect(answer()).toBe(true);
  });

  it('leaves what it cannot read to git', () => {
    mkdirSync(join(root, '.git/index'));
    expect(answer()).toBe(true);
    rmSync(join(root, '.git/index'), { recursive: true });
    execFileSync('mkfifo', [join(root, '.git/index')]);
    expect(answer()).toBe(true);
  });

  it('leaves an index it may not open to git', () => {
    fill(10, undefined);
    chmodSync(join(root, '.git/index'), 0);
    // The superuser opens every file.
    expect(answer()).toBe(process.getuid?.() !== 0);
  });
});

describe('parseGitlinks', () => {
  it('takes the paths of nested repositories from what git lists', () => {
    const output = [`100644 ${COMMIT} 0\ta b`, `160000 ${COMMIT} 0\tnested\twith tab`, ''].join('\0');
    expect(parseGitlinks(output)).toEqual(['nested\twith tab']);
  });
});
