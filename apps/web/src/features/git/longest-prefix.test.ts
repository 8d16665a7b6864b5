import { expect, it } from 'vitest';
import { longestPrefix } from './longest-prefix';

it.each([
  ['origin/feature/x', ['origin', 'up/stream'], 'origin'],
  ['up/stream/main', ['up', 'up/stream', 'origin'], 'up/stream'],
  ['upstream/main', ['up'], undefined],
  ['main', ['main'], undefined],
])('%s of %j is of %s', (upstream, remotes, expected) =>
  expect(longestPrefix(upstream, remotes)).toBe(expected),
);
