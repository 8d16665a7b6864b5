import { expect, it } from 'vitest';
import { hasConflictMarkers } from './conflict-markers';

// As git 2.39 writes a conflict of two branches.
const conflict = 'a\n<<<<<<< HEAD\nours\n=======\ntheirs\n>>>>>>> theirs\nz\n';

it('finds what git leaves in a file in conflict, whole or in part', () => {
  expect(hasConflictMarkers(conflict)).toBe(true);
  expect(hasConflictMarkers(conflict.replaceAll('\n', '\r\n'))).toBe(true);
  expect(hasConflictMarkers('ours\n=======\ntheirs\n>>>>>>> theirs')).toBe(true);
  expect(hasConflictMarkers('<<<<<<<\nours\n')).toBe(true);
});

it('takes a heading, a quotation and a shift for what they are', () => {
  expect(hasConflictMarkers('Title\n=======\n\n> quoted\n>> twice\n')).toBe(false);
  expect(hasConflictMarkers('  <<<<<<< indented\n')).toBe(false);
  expect(hasConflictMarkers('<<<<<<<< eight\n>>>>>>>>\n')).toBe(false);
  expect(hasConflictMarkers('')).toBe(false);
});

it('finds a divider that was left behind, and the base that diff3 shows', () => {
  expect(hasConflictMarkers('a\nours\n=======\ntheirs\nz\n')).toBe(true);
  expect(hasConflictMarkers('a\r\nours\r\n=======\r\ntheirs\r\n')).toBe(true);
  expect(hasConflictMarkers('=======\ntheirs\n')).toBe(true);
  expect(hasConflictMarkers('ours\n||||||| 8f2a1c0\nbase\n')).toBe(true);
  expect(hasConflictMarkers('a\n\nHeading\n=======\n')).toBe(false);
  expect(hasConflictMarkers('const rule = "=======";\n========\n')).toBe(false);
});
