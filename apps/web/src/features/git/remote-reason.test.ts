import { expect, it } from 'vitest';
import { remoteReason } from './remote-reason';

it.each([
  [{ detached: false, head: 'abc' }, undefined],
  [{ detached: true, head: 'abc' }, 'switch to a branch first'],
  [{ detached: false, head: null }, 'make a first commit first'],
])('tells why %j is not pushed', (status, reason) => {
  expect(remoteReason(status)).toBe(reason);
});
