import { expect, test } from 'vitest';
import { bytesOf, encodeContent, expectRoom, MESSAGE_BYTES, toFiles, toParts } from './attachments';

test('text stays text, with its byte order mark, and other bytes become base64', () => {
  const utf8 = new TextEncoder();
  expect(encodeContent(utf8.encode('héllo'))).toEqual({ content: 'héllo', encoding: 'utf8' });
  expect(encodeContent(utf8.encode('\uFEFFx')).content).toBe('\uFEFFx');
  expect(encodeContent(Uint8Array.of(0x89, 0x50, 0xff))).toEqual({ content: 'iVD/', encoding: 'base64' });
  expect(encodeContent(utf8.encode('a\0b')).encoding).toBe('base64');
  const large = new Uint8Array(100_000).fill(255);
  expect(atob(encodeContent(large).content)).toHaveLength(100_000);
});

test('selections become parts before the text, files become files', () => {
  const selection = { type: 'selection' as const, source: 'terminal' as const, text: 'ls' };
  const file = { name: 'a', path: 'a', type: 'file', size: 1, content: 'x' };
  const attachments = [
    { id: '1', label: 'a', file },
    { id: '2', label: 'Terminal', selection },
  ];
  expect(toParts('hi', attachments)).toEqual([selection, { type: 'text', text: 'hi' }]);
  expect(toFiles(attachments)).toEqual([file]);
  expect(toParts('hi', [])).toBeNull();
});

test('a message takes attachments up to its limit, in the bytes they travel with', () => {
  const file = (size: number, content: string, encoding: 'utf8' | 'base64') => ({
    id: '1',
    label: 'a',
    file: { name: 'a', path: 'a', type: 'file', size, content, encoding },
  });
  expect(bytesOf(file(3, 'abc', 'utf8'))).toBe(3);
  expect(bytesOf(file(6, 'äöü', 'utf8'))).toBe(6);
  expect(bytesOf(file(3, 'iVD/', 'base64'))).toBe(4);
  expect(
    bytesOf({ id: '1', label: 'a', selection: { type: 'selection', source: 'editor', text: 'ab' } }),
  ).toBe(6);
  const half = file(MESSAGE_BYTES / 2, '', 'utf8');
  expect(() => expectRoom([half], half)).not.toThrow();
  expect(() => expectRoom([half, half], file(1, 'a', 'utf8'))).toThrow(/24 MiB together/);
});
