import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { Gate } from './gate';
import { bearerToken, cookieName, cookieValueOf, readCookie, Secret } from './token';

const token = randomBytes(32).toString('base64url');

it('compares whole secrets', () => {
  const naive = (given: string) => token.startsWith(given);
  expect(naive('')).toBe(true);
  expect(naive(token.slice(0, 5))).toBe(true);
  for (const given of ['', token.slice(0, 5), `${token} `, `${token}x`, token.toLowerCase()]) {
    expect(new Secret(token).equals(given)).toBe(false);
  }
  expect(new Secret(token).equals(token)).toBe(true);
});

it('reads the bearer and the cookie of this port, and no look-alike', () => {
  expect(bearerToken({ authorization: 'Bearer abc' })).toBe('abc');
  expect(bearerToken({ authorization: 'Basic abc' })).toBeUndefined();
  expect(bearerToken({ authorization: 'Bearer a b' })).toBeUndefined();
  const cookie = 'xberth_3000=evil; berth_3001=other; berth_3000=a=b; berth_3000=late';
  const naive = /berth_3000=([^;]*)/.exec(cookie)?.[1];
  expect(naive).toBe('evil');
  expect(readCookie({ cookie }, cookieName(3000))).toBe('a=b');
});

it('gives browsers something that is worthless as a token', () => {
  const gate = new Gate(token, { host: '127.0.0.1', port: 3000, publicUrl: 'https://berth.example' });
  expect(gate.isToken(cookieValueOf(token))).toBe(false);
  expect(gate.isToken(undefined)).toBe(false);
  expect(gate.isToken([token])).toBe(false);
  expect(gate.isToken(token)).toBe(true);
  expect(gate.cookie(true)).toMatch(/; HttpOnly; SameSite=Strict; Secure$/);
});
