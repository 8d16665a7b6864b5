import { type EditorState, StateEffect, StateField, type Text } from '@codemirror/state';
import type { Parts } from './find-matches';
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
  /** What was selected when finding was restricted to it; it follows the text's changes. Null while all of the text is searched. */
  within: Parts;
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
    within: null,
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
    if (docChanged && next.within) {
      const within = next.within.map(({ from, to }) => ({
        from: changes.mapPos(from, -1),
        to: changes.mapPos(to, 1),
      }));
      next = { ...next, within };
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
  return { query: next, ...unsearched(next) };
}

/** Finding restricted to other parts of the text, or to none. */
export function withParts({ query }: FindState, within: Parts): Partial<FindState> {
  return { within, ...unsearched(query) };
}

function unsearched({ search }: FindQuery): Partial<FindState> {
  return { notice: null, searched: null, outcome: { kind: search === '' ? 'none' : 'searching' } };
}
