import { Terminal } from '@xterm/xterm';
import { expect, it } from 'vitest';
import { type GatheredLink, gatherLinks } from './gathered-links';
import { addLinks } from './terminal-links';

async function printed(output: string, cols = 80) {
  const terminal = new Terminal({ allowProposedApi: true, cols, rows: 10, scrollback: 5_000 });
  addLinks(terminal, {
    findFiles: async () => [],
    onOpenFile: () => {},
    onPoint: () => {},
  });
  await new Promise<void>((resolve) => terminal.write(output.replaceAll('\n', '\r\n'), resolve));
  return terminal;
}

const labelled = (address: string, label: string) => `\x1b]8;;${address}\x1b\\${label}\x1b]8;;\x1b\\`;

const named = (link: GatheredLink): string => {
  if (link.kind === 'place') return `${link.link.path}:${link.link.line}`;
  const { address, label, isDisguised } = link;
  return `${label}>${address.href}${isDisguised ? ' disguised' : ''}`;
};

it('lists labels, addresses and places as a click takes them, the last first', async () => {
  const terminal = await printed(
    [
      '日本 https://a.example/x src/a.ts:3:1 b.ts:4',
      labelled('https://b.example/', 'read the docs'),
      labelled('https://bad.example/', 'https://good.example/login'),
      labelled('https://c.example/c', 'src/c.ts:5'),
      labelled('javascript:alert(1)', 'a script'),
      'src/eslint.js',
      '  12:4  error',
      'https://d.example/src/d.ts:7',
    ].join('\n'),
  );
  expect(gatherLinks(terminal).map(named)).toEqual([
    '>https://d.example/src/d.ts:7',
    'src/eslint.js:12',
    'src/c.ts:5>https://c.example/c',
    'https://good.example/login>https://bad.example/ disguised',
    'read the docs>https://b.example/',
    'b.ts:4',
    'src/a.ts:3',
    '>https://a.example/x',
  ]);
});

it('lists once what goes on in the next rows', async () => {
  const terminal = await printed(
    [
      `x ${labelled('https://b.example/', 'a label of three rows 日本 good.example.com')} y`,
      'https://a.example/of/three/rows/as/well',
      '/workspace/a/long/path.ts:31:4',
    ].join('\n'),
    16,
  );
  expect(gatherLinks(terminal).map(named)).toEqual([
    '/workspace/a/long/path.ts:31',
    '>https://a.example/of/three/rows/as/well',
    'a label of three rows 日本 good.example.com>https://b.example/ disguised',
  ]);
});

it('tells labels apart that stand one after the other', async () => {
  const terminal = await printed(
    `${labelled('https://a.example/', 'one')}${labelled('https://b.example/', 'two')}\n` +
      `${labelled('https://b.example/', 'three')}`,
  );
  expect(gatherLinks(terminal).map(named)).toEqual([
    'three>https://b.example/',
    'two>https://b.example/',
    'one>https://a.example/',
  ]);
});

it('looks from the last row that is shown a thousand rows up', async () => {
  const line = (at: number) => `https://a.example/${at}`;
  const terminal = await printed(Array.from({ length: 3_000 }, (_, at) => line(at)).join('\n'));
  const links = gatherLinks(terminal);
  expect([links.length, named(links[0] as GatheredLink), named(links.at(-1) as GatheredLink)]).toEqual([
    1_000,
    `>${line(2_999)}`,
    `>${line(2_000)}`,
  ]);
  terminal.scrollToTop();
  expect(gatherLinks(terminal).map(named)).toEqual(Array.from({ length: 10 }, (_, at) => `>${line(9 - at)}`));
});

it('finds the path over a list that begins above the rows that are looked through', async () => {
  const list = Array.from({ length: 1_200 }, (_, at) => `${at + 1}: found`);
  const terminal = await printed(['src/a.ts', ...list.slice(0, 450)].join('\n'));
  expect(gatherLinks(terminal)).toHaveLength(450);
  const longer = await printed(['src/a.ts', ...list.slice(0, 400), ...Array(800).fill('text')].join('\n'));
  expect(gatherLinks(longer).map(named).at(-1)).toBe('src/a.ts:201');
});
