import type { RefUpdate } from '@berth/protocol/git-ref-update';

const statuses: Record<string, RefUpdate['status']> = {
  ' ': 'updated',
  '+': 'forced',
  '-': 'deleted',
  '*': 'new',
  t: 'updated',
  '!': 'rejected',
  '=': 'up_to_date',
};

/** Parses what `git push --porcelain` reports: `<flag>\t<from>:<to>\t<summary> (<reason>)`. */
export function parsePush(output: string): RefUpdate[] {
  return output.split('\n').flatMap((line): RefUpdate[] => {
    const parts = /^([ +\-*!=])\t([^:\t]*):([^\t]*)\t(.*)$/.exec(line);
    if (!parts) return [];
    const [, flag = '', from = '', to = '', report = ''] = parts;
    return [{ from, to, status: statuses[flag] ?? 'unknown', ...splitReason(report) }];
  });
}

/** Parses what `git fetch --verbose` reports: ` <flag> <summary> <from> -> <to> (<reason>)`. */
export function parseFetch(errorOutput: string): RefUpdate[] {
  return errorOutput.split(/[\r\n]/).flatMap((line): RefUpdate[] => {
    const parts = /^ ([ +\-*t!=]) (\[[^\]]+\]|\S+)\s+(\S+)\s+-> (\S+)(?:\s+\((.*)\))?$/.exec(line);
    if (!parts) return [];
    const [, flag = '', summary = '', from = '', to = '', reason] = parts;
    const deleted = from === '(none)';
    return [
      {
        from: deleted ? '' : from,
        to,
        status: statuses[flag] ?? 'unknown',
        summary,
        reason: reason ?? null,
      },
    ];
  });
}

function splitReason(report: string): Pick<RefUpdate, 'summary' | 'reason'> {
  const parts = /^(.*?) \((.*)\)$/.exec(report);
  return parts ? { summary: parts[1] ?? '', reason: parts[2] ?? null } : { summary: report, reason: null };
}

/** What a person can do about rejected refs, in one sentence. */
export function adviceFor(refs: readonly RefUpdate[]): string | undefined {
  const reasons = refs
    .filter(({ status }) => status === 'rejected')
    .map(({ reason, summary }) => `${summary} ${reason ?? ''}`)
    .join(' ');
  if (/stale info/.test(reasons)) {
    return 'Somebody has pushed since you last fetched. Fetch and look at what is there before you replace it.';
  }
  if (/fetch first|non-fast-forward/.test(reasons)) {
    return 'The remote has commits you do not have. Pull them first, or replace them with a forced push.';
  }
  if (/hook declined/.test(reasons)) return 'A hook of the remote refused it. Its output says why.';
  if (/already exists/.test(reasons)) return 'The remote has it already. Choose another name.';
  if (/remote rejected/.test(reasons)) return 'The remote does not allow this. Its output says why.';
  return undefined;
}
