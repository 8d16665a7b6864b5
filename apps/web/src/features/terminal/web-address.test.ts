import { expect, it } from 'vitest';
import { namesAnother, webAddress } from './web-address';

it.each([
  ['https://example.test', ['https://', 'example.test', '/']],
  ['HTTPS://EXAMPLE.test:443/A?b#c', ['https://', 'example.test', '/A?b#c']],
  ['http://good.example@bad.example:81/a', ['http://good.example@', 'bad.example:81', '/a']],
  ['https:bad.example', ['https://', 'bad.example', '/']],
  ['https://good.example\\@bad.example/', ['https://', 'good.example', '/@bad.example/']],
  ['https://раypal.com/', ['https://', 'xn--ypal-43d9g.com', '/']],
  ['https://bad.example/\u202etxt', ['https://', 'bad.example', '/%E2%80%AEtxt']],
  [`https://${'u'.repeat(500)}:p@bad.example/`, [`https://${'u'.repeat(24)}…@`, 'bad.example', '/']],
])('shows where %s leads', (text, shown) => {
  const address = webAddress(text);
  expect([address?.before, address?.host, address?.after]).toEqual(shown);
});

it.each([
  'file:///etc/passwd',
  'javascript:alert(1)',
  ' java\nscript:alert(1)',
  'data:text/html,hello',
  'mailto:a@example.test',
  'vscode://file/etc/passwd',
  'blob:https://example.test/a',
  'example.test/a',
  '//example.test/a',
  'https://',
  'https://a b/',
  '',
  `https://example.test/${'a'.repeat(3_000)}`,
])('takes %j for no address', (text) => {
  expect(webAddress(text)).toBeUndefined();
});

const another = (label: string, text: string) => {
  const address = webAddress(text);
  if (!address) throw new Error(`${text} is no address`);
  return namesAnother(label, address);
};

it.each([
  ['https://good.example/login', 'https://bad.example/login'],
  ['see https://good.example.', 'https://bad.example/'],
  ['good.com', 'https://bad.example/good.com'],
  ['www.good.example', 'https://bad.example/'],
  ['GOOD.COM/login', 'https://good.com.bad.example/login'],
  ['https://github.com/good/repo', 'https://github.com/bad/repo'],
  ['github.com/good/repo', 'https://github.com/bad/repo'],
  ['good.com:443', 'https://bad.example/'],
  ['https://good.example', 'https://good.example@bad.example/'],
])('sees that %j does not lead to %s', (label, text) => {
  expect(another(label, text)).toBe(true);
});

it.each([
  ['the docs', 'https://bad.example/'],
  ['main.rs, README.md, Node.js and v1.2.3', 'https://example.test/'],
  ['https://example.test/a', 'https://example.test/a'],
  ['https://example.test/a', 'https://example.test/a?from=terminal'],
  ['https://example.test/long/pa…', 'https://example.test/long/path'],
  ['(http://example.test)', 'https://www.example.test/a'],
  ['example.com', 'https://www.example.com/a'],
  ['github.com/good/repo', 'https://github.com/good/repo'],
  ['me@example.com', 'https://example.com/'],
])('takes %j for honest about %s', (label, text) => {
  expect(another(label, text)).toBe(false);
});
