import type { FileChange } from '@berth/protocol/fs-watch';
import { expect, it } from 'vitest';
import { Opened } from './opened';

const change = (action: FileChange['action'], path: string): FileChange => ({ action, path, type: 'file' });

it('tells what happens in and above a place by the path through the link too', () => {
  const opened = new Opened();
  opened.note('link', 'real/folder');
  opened.note('direct', 'direct');
  const pathsOf = (told: FileChange) => opened.retold([told]).map(({ action, path }) => `${action} ${path}`);
  expect(pathsOf(change('update', 'real/folder/a'))).toEqual(['update link/a']);
  expect(pathsOf(change('create', 'real/folder'))).toEqual(['create link']);
  expect(pathsOf(change('delete', 'real'))).toEqual(['delete link']);
  expect(pathsOf(change('update', 'real/folder/a/b'))).toEqual([]);
  expect(pathsOf(change('create', 'real/folder-2'))).toEqual([]);
  expect(pathsOf(change('update', 'direct'))).toEqual([]);
});

it('tells of the root by the name in it', () => {
  const opened = new Opened();
  opened.note('self', '.');
  expect(opened.retold([change('create', 'a'), change('create', 'a/b')])).toEqual([
    change('create', 'self/a'),
  ]);
});

it('says once which paths lead elsewhere', () => {
  const opened = new Opened();
  opened.note('link', 'one');
  opened.note('gone', 'two');
  opened.note('direct', 'direct');
  const resolve = (path: string) => (path === 'link' ? 'other' : undefined);
  expect(opened.redirected(resolve)).toEqual(['link', 'gone']);
  expect(opened.redirected(resolve)).toEqual([]);
});

it('remembers the thousand read last', () => {
  const opened = new Opened();
  opened.note('first', 'first');
  for (let index = 0; index < 1_000; index += 1) {
    if (index === 500) opened.note('first', 'first');
    opened.note(`file-${index}`, `file-${index}`);
  }
  expect(opened.paths.has('first')).toBe(true);
  expect(opened.paths.has('file-0')).toBe(false);
  expect(opened.paths.size).toBe(1_000);
});
