import { expect, it } from 'vitest';
import { shebangLanguage } from './shebang';

it('finds the language of a script by its first line', () => {
  expect(shebangLanguage('#!/bin/sh\n')).toBe('Shell');
  expect(shebangLanguage('#!/usr/bin/env python3\nprint()')).toBe('Python');
  expect(shebangLanguage('#! /usr/bin/env -S A=1 node --x\n')).toBe('JavaScript');
  expect(shebangLanguage('#!/usr/bin/julia\n')).toBe('julia');
  expect(shebangLanguage('#!/usr/bin/awk -f\n')).toBeNull();
  expect(shebangLanguage('print()\n#!/bin/sh')).toBeNull();
});
