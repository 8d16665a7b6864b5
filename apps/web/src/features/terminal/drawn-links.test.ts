import { WebLinksAddon } from '@xterm/addon-web-links';
import { type ILink, type ILinkProvider, Terminal } from '@xterm/xterm';
import { expect, it, vi } from 'vitest';
import { drawnLinks } from './drawn-links';
import { urlPattern } from './url-links';

async function printed(output: string, cols = 80) {
  const terminal = new Terminal({ allowProposedApi: true, cols, rows: 20 });
  await new Promise<void>((resolve) => terminal.write(output.replaceAll('\n', '\r\n'), resolve));
  return terminal;
}

/** What stands on the screen in a range, rows joined. */
function drawnIn(terminal: Terminal, { start, end }: ILink['range']): string {
  let text = '';
  for (let y = start.y; y <= end.y; y++) {
    const from = y === start.y ? start.x - 1 : 0;
    text += terminal.buffer.active
      .getLine(y - 1)
      ?.translateToString(false, from, y === end.y ? end.x : terminal.cols);
  }
  return text;
}

const linksOn = (terminal: Terminal, row: number) =>
  drawnLinks(terminal.buffer.active, row).map(({ link: { path, line, column }, range }) => ({
    place: [path, line, column],
    drawn: drawnIn(terminal, range),
  }));

it('marks a place behind wide characters, and one that goes on in the next rows, from each of them', async () => {
  const terminal = await printed('日本語 a.ts:7:2 é🙂 b.ts:3\n/workspace/some/long/path.ts:120:34 x\n', 20);
  const first = [
    { place: ['a.ts', 7, 2], drawn: 'a.ts:7:2' },
    { place: ['b.ts', 3, undefined], drawn: 'b.ts:3' },
  ];
  expect(linksOn(terminal, 0)).toEqual(first);
  expect(linksOn(terminal, 1)).toEqual(first);
  const place = {
    place: ['/workspace/some/long/path.ts', 120, 34],
    drawn: '/workspace/some/long/path.ts:120:34',
  };
  expect(linksOn(terminal, 2)).toEqual([place]);
  expect(linksOn(terminal, 3)).toEqual([place]);
});

it('finds the path of a place over the list that a linter or a search prints', async () => {
  const eslint = `
/workspace/src/my dir/x.js
  1:7  error  'a' is assigned a value but never used  no-unused-vars
  2:1  error  'foo' is not defined                    no-undef

/workspace/src/x.js
  1:7  error  'a' is assigned a value but never used  no-unused-vars

✖ 3 problems (3 errors, 0 warnings)
`;
  const terminal = await printed(eslint, 40);
  const rows = Array.from({ length: 18 }, (_, row) => linksOn(terminal, row));
  const links = rows.flat().map(({ place, drawn }) => [...place, drawn]);
  const [second, third, fourth] = [
    ['/workspace/src/my dir/x.js', 1, 7, '1:7'],
    ['/workspace/src/my dir/x.js', 2, 1, '2:1'],
    ['/workspace/src/x.js', 1, 7, '1:7'],
  ];
  expect(links).toEqual([second, second, third, third, fourth, fourth]);

  const search = await printed(
    'src/a.ts\n12:const a = 1;\n345:20:a();\n\n12:30:45 up\nno path here.\n7:30 rest\n',
  );
  expect(Array.from({ length: 8 }, (_, row) => linksOn(search, row)).flat()).toEqual([
    { place: ['src/a.ts', 12, undefined], drawn: '12' },
    { place: ['src/a.ts', 345, 20], drawn: '345:20' },
  ]);
});

it('marks an address behind wide characters, and one that goes on in the next row', async () => {
  const terminal = await printed(
    '日本語 (https://example.test/wiki/Shell_(computing)).\n🙂 https://example.test/a. x\n',
    30,
  );
  let provider: ILinkProvider | undefined;
  vi.spyOn(terminal, 'registerLinkProvider').mockImplementation((registered) => {
    provider = registered;
    return { dispose() {} };
  });
  terminal.loadAddon(new WebLinksAddon(() => {}, { urlRegex: urlPattern }));
  const drawnOn = (row: number) => {
    let drawn: string[] = [];
    provider?.provideLinks(row + 1, (links) => {
      drawn = (links ?? []).map(({ text, range }) => {
        expect(drawnIn(terminal, range)).toBe(text);
        return text;
      });
    });
    return drawn;
  };
  expect(drawnOn(0)).toEqual(['https://example.test/wiki/Shell_(computing)']);
  expect(drawnOn(1)).toEqual(['https://example.test/wiki/Shell_(computing)']);
  expect(drawnOn(2)).toEqual(['https://example.test/a']);
});
