import type { FindState } from './find-state';
import type { TextRange } from './match-list';

export interface FindStatus {
  text: string;
  tone: 'plain' | 'waiting' | 'problem';
}

const number = (count: number) => count.toLocaleString('en');

/** What the find bar says of a query: where the selection is among its matches, or what is wrong with it. */
export function statusOf({ query, within, outcome, notice }: FindState, selection: TextRange): FindStatus {
  if (notice !== null) return { text: notice, tone: 'plain' };
  switch (outcome.kind) {
    case 'none':
      return { text: '', tone: 'plain' };
    case 'searching':
      return { text: 'Searching…', tone: 'waiting' };
    case 'invalid':
      return { text: `Not a valid expression: ${outcome.reason}`, tone: 'problem' };
    case 'tooLong': {
      const what = query.regexp ? 'expression' : 'search';
      return { text: `This ${what} takes too long on this file`, tone: 'problem' };
    }
    case 'failed':
      return { text: 'The search could not run', tone: 'problem' };
    case 'found': {
      const { matches } = outcome;
      const where = within ? ' in selection' : '';
      if (matches.count === 0) return { text: `No matches${where}`, tone: 'problem' };
      const total = `${number(matches.count)}${matches.more ? '+' : ''}`;
      const index = matches.indexOf(selection);
      if (index >= 0) return { text: `${number(index + 1)} of ${total}${where}`, tone: 'plain' };
      return { text: `${total} ${matches.count === 1 ? 'match' : 'matches'}${where}`, tone: 'plain' };
    }
  }
}
