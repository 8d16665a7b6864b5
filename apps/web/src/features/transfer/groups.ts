import type { ExclusionGroup, Preview } from '@berth/protocol/transfer';

/** The groups a person can switch, in words. */
export const groupWords: Record<Exclude<ExclusionGroup, 'pattern'>, string> = {
  dependencies: 'Dependencies',
  build: 'Build output',
  caches: 'Caches',
  vcs: 'Version control history',
  ignored: 'Ignored by .gitignore',
};

export interface GroupRow {
  group: keyof typeof groupWords;
  /** True puts the group in. */
  on: boolean;
  files: number;
  bytes: number;
  reasons: string[];
  paths: string[];
}

/** The groups that hold something or are switched on. */
export function groupRows(preview: Preview | undefined, include: readonly string[]): GroupRow[] {
  return (Object.keys(groupWords) as (keyof typeof groupWords)[]).flatMap((group) => {
    const found = preview?.excluded.filter((one) => one.group === group) ?? [];
    const on = include.includes(group);
    if (!on && found.length === 0) return [];
    return {
      group,
      on,
      files: found.reduce((total, { files }) => total + files, 0),
      bytes: found.reduce((total, { bytes }) => total + bytes, 0),
      reasons: found.map(({ reason }) => reason),
      paths: found.flatMap(({ paths }) => paths),
    };
  });
}
