import { AppError } from '@berth/protocol/error';
import { TRPCClientError } from '@trpc/client';
import { describe, expect, it } from 'vitest';
import { isUnreachable, toAppError } from './errors';
import { readAck } from './socket';

function answered(data: unknown, message = 'There is no such project.') {
  return TRPCClientError.from({ error: { code: -32004, message, data } } as never);
}

describe('toAppError', () => {
  it('reads the code and details of a tRPC answer', () => {
    const error = toAppError(answered({ reason: 'CONFLICT', details: { etag: 'x' } }));
    expect([error.code, error.message, error.details]).toEqual([
      'CONFLICT',
      'There is no such project.',
      { etag: 'x' },
    ]);
  });

  it('tells a server that is not there from one that answers an error', () => {
    expect(isUnreachable(toAppError(TRPCClientError.from(new TypeError('Failed to fetch'))))).toBe(true);
    expect(isUnreachable(toAppError(answered({ reason: 'NOT_FOUND' })))).toBe(false);
  });

  it('keeps the text of unknown errors away from people', () => {
    const error = toAppError(answered({ reason: 'SOMETHING_NEW' }, 'stack trace'));
    expect(error.code).toBe('INTERNAL');
    expect(error.message).not.toContain('stack trace');
  });
});

describe('readAck', () => {
  it('gives the fields of a good answer', () => {
    expect(readAck({ ok: true, revision: 3 })).toMatchObject({ revision: 3 });
  });

  it('throws the error of a bad one', () => {
    const answer = {
      ok: false,
      error: { code: 'TERMINAL_LIMIT', message: 'Close one.', details: { limit: 5 } },
    };
    expect(() => readAck(answer)).toThrow(
      new AppError('TERMINAL_LIMIT', 'Close one.', { details: { limit: 5 } }),
    );
  });

  it.each([undefined, null, 'ok', {}, { ok: false }, { ok: false, error: { code: 'X' } }])(
    'refuses %j',
    (answer) => {
      expect(() => readAck(answer)).toThrow(AppError);
    },
  );
});
