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

it.each([
  ['a\u202egnp.exe\u202c b', 'a gnp.exe b'],
  ['one\ntwo\t\u001b[31mthree\u0085', 'one two [31mthree'],
  ['\u200b\u2060\ufeff', 'bash'],
  ['\u3164\u2800', 'bash'],
  ['\u0301\u0301', 'bash'],
  ['\ud800half', 'half'],
  ['👩‍💻 日本 שלום', '👩‍💻 日本 שלום'],
])('shows %j as a line that hides nothing', (title, shown) => {
  expect(titleOf({ name: '', title, command: 'bash' })).toBe(shown);
  expect(titleOf({ name: title, title: '', command: 'bash' })).toBe(shown);
  const tab = { name: 'a', title: '', command: `x ${title}`, cwd: `d/${title}`, end: null };
  expect(detailOf(tab)).not.toMatch(/\p{Cc}|\u202e|\u200b/u);
});
