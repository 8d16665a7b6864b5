import type { FoundRanges, Parts } from './find-matches';
import type { FindQuery } from './find-query';
import type { Replacements } from './replacements';

/** What the worker is asked: where the matches are, or what replaces one or all of them. */
export interface FindRequest {
  text: string;
  query: FindQuery;
  /** Where matches count. */
  within: Parts;
  task: 'find' | 'replaceAll' | { from: number; to: number };
}

export type FindAnswer =
  | ({ kind: 'found' } & FoundRanges)
  | ({ kind: 'replaced' } & Replacements)
  | { kind: 'invalid'; reason: string }
  | { kind: 'tooLarge' };
