import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** Tests an archive with Info-ZIP and unpacks it; returns the folder, which the end of the test removes. */
export function unpack(archive: Buffer): string {
  const folder = mkdtempSync(join(tmpdir(), 'berth-unzip-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const zip = join(folder, 'archive.zip');
  writeFileSync(zip, archive);
  const out = join(folder, 'out');
  run('unzip', ['-tq', zip]);
  // -K keeps setuid and sticky bits, -^ control characters in names.
  run('unzip', ['-qq', '-K', '-^', zip, '-d', out]);
  return out;
}

function run(command: string, args: string[]): void {
  try {
    execFileSync(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (error) {
    const { stdout, stderr } = error as { stdout: Buffer; stderr: Buffer };
    // Info-ZIP says so of an archive without entries, which is valid.
    if (stdout.toString().includes('zipfile is empty') || stderr.toString().includes('zipfile is empty'))
      return;
    throw new Error(`${command}: ${stdout}${stderr}`);
  }
}

/** Everything below a folder, one line an entry: type, mode, seconds of its time and the hash of its content. */
export function describeTree(
  folder: string,
  leaveOut: (path: string) => boolean = () => false,
): Map<string, string> {
  const found = new Map<string, string>();
  const visit = (path: Buffer, at: string) => {
    for (const name of readdirSync(path, { encoding: 'buffer' }).sort(Buffer.compare)) {
      const child = Buffer.concat([path, Buffer.from('/'), name]);
      const relative = `${at}${name.toString('latin1')}`;
      if (leaveOut(relative)) continue;
      const stats = lstatSync(child);
      const mode = (stats.mode & 0o7777).toString(8);
      const time = Math.floor(stats.mtimeMs / 1000);
      if (stats.isSymbolicLink()) found.set(relative, `link ${readlinkSync(child)}`);
      else if (stats.isDirectory()) {
        found.set(relative, `folder ${mode} ${time}`);
        visit(child, `${relative}/`);
      } else found.set(relative, `file ${mode} ${time} ${sha256(readFileSync(child))}`);
    }
  };
  visit(Buffer.from(folder), '');
  return found;
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
