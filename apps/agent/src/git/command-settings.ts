import type { TrustFinding } from '@berth/protocol/git-status';
import type { Setting } from './environment';

/** Settings that name a command git runs, that read further settings, or that move the working tree. */
const runsCommands = [
  /^core\.(hookspath|sshcommand|askpass|editor|pager|gitproxy|alternaterefscommand|worktree)$/,
  /^sequence\.editor$/,
  /^(diff|difftool|merge|mergetool|trailer|guitool|tar|man|browser|web)\..*(cmd|command|driver|textconv|external|path)$/,
  /^diff\.(external|.*\.command)$/,
  /^interactive\.difffilter$/,
  /^filter\..*\.(clean|smudge|process)$/,
  /^gpg\.(.*\.)?(program|defaultkeycommand)$/,
  /^credential\.(.*\.)?helper$/,
  /^remote\..*\.(uploadpack|receivepack|vcs)$/,
  /^url\..*\.(insteadof|pushinsteadof)$/,
  /^uploadpack\.packobjectshook$/,
  /^pager\./,
  /^submodule\..*\.update$/,
  /^include\.path$/,
  /^includeif\./,
  /^init\.templatedir$/,
  /^protocol\./,
];

const booleans = ['', 'true', 'yes', 'on', '1', 'false', 'no', 'off', '0'];
const networkUrl = /^(?:https?|ssh|git):\/\/|^[A-Za-z0-9._-]+@[A-Za-z0-9.-]+:(?!:)/;

/** Whether a setting, its key as `git config --list` writes it, can make git run something. */
export function runsCommand([key, value]: Setting): boolean {
  const name = normalised(key);
  if (name === 'core.fsmonitor') return !booleans.includes(value.toLowerCase());
  if (/^remote\..*\.(url|pushurl)$/.test(name)) return !networkUrl.test(value);
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

/** What switches the found settings off for a command that only reads. Diffs say `--no-ext-diff --no-textconv` besides. */
export function neutralised(found: readonly TrustFinding[]): Setting[] {
  const filters = found.flatMap(({ setting }): Setting[] => {
    const driver = /^(filter\..*)\.(clean|smudge|process)$/.exec(normalised(setting))?.[1];
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
