import { expect, it } from 'vitest';
import { detailOf, titleOf } from './terminal-title';

const shell = { name: '', title: '', command: 'bash', cwd: '.', end: null };

it('calls a terminal by its name, its program’s title or its program', () => {
  expect(titleOf({ ...shell, name: 'builds', title: 'vim' })).toBe('builds');
  expect(titleOf({ ...shell, title: 'vim' })).toBe('vim');
  expect(titleOf(shell)).toBe('bash');
  expect(titleOf({ ...shell, command: '' })).toBe('Terminal');
});

it('tells what runs where, and how it ended', () => {
  expect(detailOf(shell)).toBe('in the project’s folder · Running');
  expect(detailOf({ ...shell, name: 'builds', command: 'npm run dev', cwd: 'apps/web' })).toBe(
    'npm run dev · in apps/web · Running',
  );
  expect(detailOf({ ...shell, cwd: '', end: { exitCode: 3 } })).toBe('Ended with exit code 3');
});
