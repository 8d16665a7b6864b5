import { afterEach, expect, it, vi } from 'vitest';
import type { GatheredLink } from './gathered-links';
import { listedLinks } from './listed-links';
import { webAddress } from './web-address';

afterEach(() => {
  vi.useRealTimers();
});

const range = { start: { x: 1, y: 1 }, end: { x: 1, y: 1 } };

function address(href: string, label = ''): GatheredLink {
  const found = webAddress(href);
  if (!found) throw new Error(`${href} is no address.`);
  return { kind: 'address', range, address: found, label, isDisguised: false };
}

const place = (path: string, line: number, column?: number): GatheredLink => ({
  kind: 'place',
  range,
  link: { start: 0, end: 1, path, line, wider: [], ...(column === undefined ? {} : { column }) },
});

it('lists each once and in order, without places where no file is', async () => {
  const gathered = [
    place('a.ts', 3),
    address('https://b.example', 'the \u202eb\n'),
    place('gone.ts', 3),
    place('a.ts', 3, 7),
    address('https://b.example/'),
    place('a.ts', 3),
    place('./a.ts', 3),
  ];
  const asked: string[] = [];
  const listed = await listedLinks(gathered, async (places) => {
    asked.push(...places.map(({ path }) => path));
    return places.map(({ path }) => (path === 'gone.ts' ? undefined : 'src/a.ts'));
  });
  expect(asked).toEqual(['a.ts', 'gone.ts', 'a.ts', './a.ts']);
  expect(listed.map(({ id }) => id)).toEqual(['src/a.ts:3', 'https://b.example/', 'src/a.ts:3:7']);
  expect(listed[1]).toMatchObject({ label: 'the b' });
});

it('looks for so many files and lists so many links', async () => {
  const places = Array.from({ length: 500 }, (_, at) => place(`${at}.ts`, 1));
  let asked = 0;
  const findAll = async (links: readonly { path: string }[]) => {
    asked += links.length;
    return links.map(({ path }) => path);
  };
  expect(await listedLinks([...places, address('https://a.example/')], findAll)).toHaveLength(100);
  expect(asked).toBe(100);
  const addresses = Array.from({ length: 500 }, (_, at) => address(`https://a.example/${at}`));
  const listed = await listedLinks([...addresses, ...places], findAll);
  expect(listed.map(({ id }) => id)).toEqual(
    Array.from({ length: 100 }, (_, at) => `https://a.example/${at}`),
  );
});

it('lists addresses where nobody answers for files', async () => {
  vi.useFakeTimers();
  const listed = listedLinks([place('a.ts', 1), address('https://a.example/')], () => new Promise(() => {}));
  await vi.runAllTimersAsync();
  expect((await listed).map(({ id }) => id)).toEqual(['https://a.example/']);
});
