import { expect, test } from 'vitest';
import { emptyQuery } from './find-query';
import type { FindState, Outcome } from './find-state';
import { statusOf } from './find-status';
import { MatchList } from './match-list';

const say = (outcome: Outcome, notice: string | null = null, within: FindState['within'] = null) =>
  statusOf(
    {
      open: true,
      query: { ...emptyQuery, search: 'a', regexp: true },
      within,
      outcome,
      searched: null,
      notice,
      focus: null,
    },
    { from: 2, to: 3 },
  ).text;
const found = (more: boolean, ...places: number[]) => ({
  kind: 'found' as const,
  matches: new MatchList(Uint32Array.from(places), more),
});

test('the status counts the matches and tells which one is selected', () => {
  expect(say(found(false, 0, 1, 2, 3))).toBe('2 of 2');
  expect(say(found(true, 0, 1, 2, 3))).toBe('2 of 2+');
  expect(say(found(false, 0, 1, 4, 5))).toBe('2 matches');
  expect(say(found(false, 0, 1))).toBe('1 match');
  expect(say(found(false))).toBe('No matches');
  expect(say(found(false, 2, 3), null, [])).toBe('1 of 1 in selection');
  expect(say(found(false), null, [])).toBe('No matches in selection');
});

test('the status says in words what is wrong', () => {
  expect(say({ kind: 'invalid', reason: 'Unterminated group' })).toBe(
    'Not a valid expression: Unterminated group',
  );
  expect(say({ kind: 'tooLong' })).toBe('This expression takes too long on this file');
  expect(say(found(false), 'Replaced 3 matches')).toBe('Replaced 3 matches');
});
