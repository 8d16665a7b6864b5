import { ChangeSet } from '@codemirror/state';
import { expect, test } from 'vitest';
import { MatchList } from './match-list';

const list = (...places: number[]) => new MatchList(Uint32Array.from(places), false);

test('the matches before and after a selection are found around the ends of the text', () => {
  const matches = list(2, 4, 4, 6, 9, 11);
  expect(matches.after({ from: 0, to: 0 })).toEqual({ from: 2, to: 4 });
  expect(matches.after({ from: 2, to: 4 })).toEqual({ from: 4, to: 6 });
  expect(matches.after({ from: 9, to: 11 })).toEqual({ from: 2, to: 4 });
  expect(matches.before({ from: 4, to: 6 })).toEqual({ from: 2, to: 4 });
  expect(matches.before({ from: 2, to: 4 })).toEqual({ from: 9, to: 11 });
  expect(matches.indexOf({ from: 4, to: 6 })).toBe(1);
  expect(matches.indexOf({ from: 4, to: 5 })).toBe(-1);
  expect(list().after({ from: 0, to: 0 })).toBeNull();
  expect(list().before({ from: 0, to: 0 })).toBeNull();
});

test('an empty match is left for the next one', () => {
  const matches = list(0, 0, 2, 2);
  expect(matches.after({ from: 0, to: 0 })).toEqual({ from: 2, to: 2 });
  expect(matches.after({ from: 2, to: 2 })).toEqual({ from: 0, to: 0 });
  expect(matches.after({ from: 1, to: 1 })).toEqual({ from: 2, to: 2 });
});

test('matches follow the changes of their text', () => {
  const typed = ChangeSet.of({ from: 0, insert: 'xy' }, 10);
  const removed = ChangeSet.of({ from: 3, to: 7 }, 12);
  const matches = list(2, 4, 6, 8).mapped(typed).mapped(removed);
  expect(matches.at(0)).toEqual({ from: 3, to: 3 });
  expect(matches.at(1)).toEqual({ from: 4, to: 6 });
});
