import { type EditorState, StateEffect, StateField, type Text } from '@codemirror/state';
import { emptyQuery, type FindQuery } from './find-query';
import type { MatchList } from './match-list';

/** Cursors that an editor still types at without a pause. */
export const MAX_CURSORS = 1_000;
export const tooManyCursors = `More than ${MAX_CURSORS.toLocaleString('en')} matches cannot be selected at once`;

export type Outcome =
  | { kind: 'none' | 'searching' | 'tooLong' | 'failed' }
  | { kind: 'found'; matches: MatchList }
  | { kind: 'invalid'; reason: string };

export type FindField = 'search' | 'replace';

export interface FindState {
  /** The bar is shown, and matches with it. */
  open: boolean;
  query: FindQuery;
  outcome: Outcome;
  /** The text that the outcome is about; null while there is none of the query. */
  searched: Text | null;
  /** What the last action has to say. */
  notice: string | null;
  /** The field that was asked for by the last transaction, if it asked for one. */
  focus: FindField | null;
}

export const changeFind = StateEffect.define<Partial<FindState>>();

export const findField = StateField.define<FindState>({
  create: () => ({
    open: false,
    query: emptyQuery,
    outcome: { kind: 'none' },
    searched: null,
    notice: null,
    focus: null,
  }),
  update(value, { docChanged, changes, effects }) {
    let next = value;
    if (docChanged && next.outcome.kind === 'found') {
      next = { ...next, outcome: { kind: 'found', matches: next.outcome.matches.mapped(changes) } };
    }
    if (next.focus !== null) next = { ...next, focus: null };
    if (docChanged && next.notice !== null) next = { ...next, notice: null };
    for (const effect of effects) if (effect.is(changeFind)) next = { ...next, ...effect.value };
    return next;
  },
});

/** The state of finding in a text, with the ways to search it. */
export const findOf = (state: EditorState): FindState => state.field(findField);

/** The query with changes, whose matches are not known yet. */
export function withQuery({ query }: FindState, changes: Partial<FindQuery>): Partial<FindState> {
  const next = { ...query, ...changes };
  const same =
    next.search === query.search &&
    next.regexp === query.regexp &&
    next.caseSensitive === query.caseSensitive &&
    next.wholeWord === query.wholeWord;
  if (same) return { query: next, notice: null };
  const kind = next.search === '' ? 'none' : 'searching';
  return { query: next, notice: null, searched: null, outcome: { kind } };
}
