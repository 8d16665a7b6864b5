import { describe, expect, it } from 'vitest';
import { joinText, splitText, withLineEnding } from './text-format';

describe('text format', () => {
  it('keeps every byte of any text', () => {
    const pieces = ['\n', '\r', '\r\n', 'a', 'ä', '\uFEFF', '\u2028', '\t', ''];
    let seed = 7;
    const next = () => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed;
    };
    for (let round = 0; round < 2_000; round++) {
      const raw = Array.from({ length: next() % 8 }, () => pieces[next() % pieces.length]).join('');
      expect(joinText(splitText(raw))).toBe(raw);
    }
  });

  it('tells formats apart', () => {
    expect(splitText('a\nb').format).toEqual({ bom: false, lineEnding: 'lf' });
    expect(splitText('\uFEFFa\r\nb\r\n')).toEqual({
      text: 'a\nb\n',
      format: { bom: true, lineEnding: 'crlf' },
    });
    expect(splitText('a\rb').format.lineEnding).toBe('cr');
    expect(splitText('a\r\nb\n')).toEqual({ text: 'a\r\nb\n', format: { bom: false, lineEnding: 'mixed' } });
  });

  it('changes every line ending when it is asked to', () => {
    expect(joinText(withLineEnding(splitText('a\r\nb\nc\r'), 'lf'))).toBe('a\nb\nc\n');
    expect(joinText(withLineEnding(splitText('a\nb'), 'crlf'))).toBe('a\r\nb');
  });
});
