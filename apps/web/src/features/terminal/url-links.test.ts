import { expect, it } from 'vitest';
import { urlPattern } from './url-links';

it.each([
  ['Local:   http://localhost:3000/', 'http://localhost:3000/'],
  ['(see https://example.test/a)', 'https://example.test/a'],
  ['[docs](https://example.test/a_b).', 'https://example.test/a_b'],
  ['<https://example.test/a?b=c&d=[1]#e>', 'https://example.test/a?b=c&d=[1]#e'],
  ['Read https://example.test/a.', 'https://example.test/a'],
  ['Is it https://example.test/a?!', 'https://example.test/a'],
  ['https://example.test/a, https', 'https://example.test/a'],
  ['at https://example.test:', 'https://example.test'],
  ['"https://example.test/a";', 'https://example.test/a'],
  ['`https://example.test/a`', 'https://example.test/a'],
  ['**https://example.test/a**', 'https://example.test/a'],
  ['https://example.test/wiki/Shell_(computing)', 'https://example.test/wiki/Shell_(computing)'],
  ['(https://example.test/wiki/Shell_(computing))', 'https://example.test/wiki/Shell_(computing)'],
  ['http://[::1]:3000/a', 'http://[::1]:3000/a'],
  ['HTTPS://EXAMPLE.TEST/A', 'HTTPS://EXAMPLE.TEST/A'],
  ['详见 https://example.test/文档。谢谢', 'https://example.test/文档'],
  ['（https://example.test/a）', 'https://example.test/a'],
  ['「https://example.test/a」', 'https://example.test/a'],
  ['http://localhost:{port}/', 'http://localhost'],
  ['fetch("https://example.test/a")', 'https://example.test/a'],
  ['https://example.test/#!/a', 'https://example.test/#!/a'],
])('finds the address in %j', (text, address) => {
  expect(urlPattern.exec(text)?.[0]).toBe(address);
});

it.each(['http:// nothing', 'https://', 'https://.', 'ftp://example.test', 'example.test/a'])(
  'finds none in %j',
  (text) => {
    expect(urlPattern.exec(text)).toBeNull();
  },
);
