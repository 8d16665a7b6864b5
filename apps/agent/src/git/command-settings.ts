import type { TrustFinding } from '@berth/protocol/git-trust';
import type { Setting } from './environment';

/**
 * Settings that name a command git runs, that read further settings, or that move the working tree. A name in the middle of a key may
 * have any character, the ends of lines of JavaScript too: every pattern here takes them (`s`).
 */
const runsCommands = [
  /^core\.(hookspath|sshcommand|askpass|editor|pager|gitproxy|alternaterefscommand|worktree)$/s,
  /^sequence\.editor$/s,
  /^(diff|difftool|merge|mergetool|trailer|guitool|tar|man|browser|web)\..*(cmd|command|driver|textconv|external|path)$/s,
  /^diff\.(external|.*\.command)$/s,
  /^interactive\.difffilter$/s,
  /^filter\..*\.(clean|smudge|process)$/s,
  /^gpg\.(.*\.)?(program|defaultkeycommand)$/s,
  /^credential\.(.*\.)?helper$/s,
  /^remote\..*\.(uploadpack|receivepack|vcs)$/s,
  /^url\..*\.(insteadof|pushinsteadof)$/s,
  /^uploadpack\.packobjectshook$/s,
  /^pager\./s,
  /^submodule\..*\.update$/s,
  /^include\.path$/s,
  /^includeif\./s,
  /^init\.templatedir$/s,
  /^protocol\./s,
];

const booleans = ['', 'true', 'yes', 'on', '1', 'false', 'no', 'off', '0'];
const networkUrl = /^(?:https?|ssh|git):\/\/|^[A-Za-z0-9._-]+@[A-Za-z0-9.-]+:(?!:)/;

/** Whether a setting, its key as `git config --list` writes it, can make git run something. */
export function runsCommand([key, value]: Setting): boolean {
  const name = normalised(key);
  if (name === 'core.fsmonitor') return !booleans.includes(value.toLowerCase());
  if (/^remote\..*\.(url|pushurl)$/s.test(name)) return !networkUrl.test(value);
  return runsCommands.some((pattern) => pattern.test(name));
}

/** Section and last part are compared in lower case; what stands between them is kept, as git keeps it. */
function normalised(key: string): string {
  const first = key.indexOf('.');
  const last = key.lastIndexOf('.');
  return key.slice(0, first).toLowerCase() + key.slice(first, last) + key.slice(last).toLowerCase();
}

/** Parses `git config --list --null`. A key without a value means true. */
export function parseSettings(output: string): Setting[] {
  return output
    .split('\0')
    .filter((record) => record !== '')
    .map((record): Setting => {
      const end = record.indexOf('\n');
      return end === -1 ? [record, 'true'] : [record.slice(0, end), record.slice(end + 1)];
    });
}

/** Whether the setting's name cannot be said again, since it is no UTF-8: then nothing switches it off. */
export const isUnsayable = ({ setting }: TrustFinding): boolean => setting.includes('\ufffd');

/** What switches the found settings off for a command that only reads. Diffs say `--no-ext-diff --no-textconv` besides. */
export function neutralised(found: readonly TrustFinding[]): Setting[] {
  const filters = found.flatMap(({ setting }): Setting[] => {
    const driver = /^(filter\..*)\.(clean|smudge|process)$/s.exec(normalised(setting))?.[1];
    if (driver === undefined) return [];
    return [
      [`${driver}.clean`, ''],
      [`${driver}.smudge`, ''],
      [`${driver}.process`, ''],
      [`${driver}.required`, 'false'],
    ];
  });
  return [['core.fsmonitor', 'false'], ['core.hooksPath', '/dev/null'], ...filters];
}
