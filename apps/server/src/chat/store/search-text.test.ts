import { expect, test } from 'vitest';
import { markMatches, parseQuery, snippetOf } from './search-text';

test('quotes every piece, so that nothing is an operator', () => {
  expect(parseQuery('a OR b')?.match).toBe('"a" "OR" "b"');
  expect(parseQuery('foo.bar "x" NEAR(y')?.match).toBe('"foo bar" "x" "NEAR y"');
  expect(parseQuery('last wo')?.match).toBe('"last" "wo"*');
  expect(parseQuery('last wo ')?.match).toBe('"last" "wo"');
  expect(parseQuery(' "*" -- ')).toBeUndefined();
});

test('shows the surroundings of the first match, without case and accents', () => {
  const terms = parseQuery('cafe')?.terms ?? [];
  const text = `${'before '.repeat(50)}Café ${'after '.repeat(100)}`;
  const pieces = snippetOf(text, terms);
  expect(pieces.map(({ match }) => match)).toEqual([false, true, false]);
  expect(pieces[1]?.text).toBe('Café');
  expect(pieces[0]?.text.startsWith('…')).toBe(true);
  expect(pieces.map((piece) => piece.text).join('').length).toBeLessThan(300);
});

test('never cuts a character in half', () => {
  const terms = parseQuery('word ')?.terms ?? [];
  for (let shift = 0; shift < 4; shift++) {
    const text = `${'x'.repeat(shift)}${'😀'.repeat(100)} word ${'😀'.repeat(200)}`;
    const shown = snippetOf(text, terms)
      .map((piece) => piece.text)
      .join('');
    expect(/\p{Cs}/u.test(shown)).toBe(false);
  }
});

test('marks a beginning only where the word was open', () => {
  expect(markMatches('reader red', parseQuery('rea')?.terms ?? [])[0]).toEqual({
    text: 'reader',
    match: true,
  });
  expect(markMatches('reader red', parseQuery('rea ')?.terms ?? [])).toEqual([
    { text: 'reader red', match: false },
  ]);
});
