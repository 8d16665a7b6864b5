import { AppError } from '@berth/protocol/error';
import { expect, it } from 'vitest';
import { concernsOneItem, uploaded } from './uploaded';

it('counts files as files and folders as folders', () => {
  expect(uploaded({ files: 0, folders: 0 })).toBe('0 files');
  expect(uploaded({ files: 1, folders: 0 })).toBe('1 file');
  expect(uploaded({ files: 2, folders: 1 })).toBe('2 files and 1 empty folder');
  expect(uploaded({ files: 0, folders: 3 })).toBe('3 empty folders');
});

it('goes on after what one name refuses, and stops where nothing more can come in', () => {
  expect(concernsOneItem(new AppError('ALREADY_EXISTS', 'A file has that name.'))).toBe(true);
  expect(concernsOneItem(new AppError('INVALID_INPUT', 'The name is too long.'))).toBe(true);
  expect(concernsOneItem(new AppError('STORAGE_UNAVAILABLE', 'The disk is full.'))).toBe(false);
  expect(concernsOneItem(new AppError('INTERNAL', 'No answer.', { details: { unreachable: true } }))).toBe(
    false,
  );
});
