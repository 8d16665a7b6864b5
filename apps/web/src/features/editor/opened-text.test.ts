import { expect, test } from 'vitest';
import { openedText } from './opened-text';

const text = (raw: string, etag: string) => ({ kind: 'text' as const, raw, etag, size: raw.length });

test('a file without unsaved text begins as it is on disk', () => {
  const { base, own, facts } = openedText(text('\uFEFFa\r\n', '1'), null);
  expect(own).toBe(base);
  expect(own.text).toBe('a\n');
  expect(facts).toMatchObject({ etag: '1', format: { bom: true, lineEnding: 'crlf' }, fromDraft: false });
  expect(openedText(text('a', '1'), { raw: 'a', baseEtag: '0' }).facts).toMatchObject({
    etag: '1',
    fromDraft: false,
    conflict: null,
  });
});

test('unsaved text goes back to its own version, and stands against a newer one', () => {
  const kept = { raw: 'mine', baseEtag: '1' };
  expect(openedText(text('a', '1'), kept)).toMatchObject({
    base: { text: 'a' },
    own: { text: 'mine' },
    facts: { etag: '1', fromDraft: true, conflict: null },
  });
  expect(openedText(text('b', '2'), kept).facts).toMatchObject({
    etag: '1',
    conflict: { text: 'b', etag: '2' },
  });
});

test('unsaved text is kept where the file is gone, or no text any more', () => {
  const kept = { raw: 'mine', baseEtag: '1' };
  expect(openedText(null, kept)).toMatchObject({
    own: { text: 'mine' },
    facts: { etag: '1', missing: true, conflict: null, replaced: null },
  });
  expect(openedText({ kind: 'binary', etag: '2', size: 9 }, kept).facts).toMatchObject({
    etag: '1',
    missing: false,
    conflict: null,
    replaced: { kind: 'binary', etag: '2', size: 9 },
  });
});
