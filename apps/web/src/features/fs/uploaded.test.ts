import { expect, it } from 'vitest';
import { uploaded } from './uploaded';

it('counts files as files and folders as folders', () => {
  expect(uploaded({ files: 0, folders: 0 })).toBe('0 files');
  expect(uploaded({ files: 1, folders: 0 })).toBe('1 file');
  expect(uploaded({ files: 2, folders: 1 })).toBe('2 files and 1 empty folder');
  expect(uploaded({ files: 0, folders: 3 })).toBe('3 empty folders');
});
