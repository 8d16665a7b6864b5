import { expect, it } from 'vitest';
import { standingAnswer } from './put-asking';

it('takes an answer for all for read-only files too, unless it is to replace them', () => {
  expect(standingAnswer({}, 'readOnly')).toBeUndefined();
  expect(standingAnswer({ exists: 'skip' }, 'readOnly')).toBe('skip');
  expect(standingAnswer({ exists: 'rename' }, 'readOnly')).toBe('rename');
  expect(standingAnswer({ exists: 'overwrite' }, 'exists')).toBe('overwrite');
  expect(standingAnswer({ exists: 'overwrite' }, 'readOnly')).toBeUndefined();
  expect(standingAnswer({ exists: 'overwrite', readOnly: 'overwrite' }, 'readOnly')).toBe('overwrite');
  expect(standingAnswer({ readOnly: 'overwrite' }, 'exists')).toBeUndefined();
});
