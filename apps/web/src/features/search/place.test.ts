import { expect, it } from 'vitest';
import { splitPlace } from './place';

it('takes a place off the end of a path', () => {
  expect(splitPlace('main')).toEqual({ text: 'main' });
  expect(splitPlace('main:')).toEqual({ text: 'main' });
  expect(splitPlace('main.ts:12')).toEqual({ text: 'main.ts', position: { line: 12 } });
  expect(splitPlace('main.ts:12:')).toEqual({ text: 'main.ts', position: { line: 12 } });
  expect(splitPlace('main.ts:12:3')).toEqual({ text: 'main.ts', position: { line: 12, column: 3 } });
});
