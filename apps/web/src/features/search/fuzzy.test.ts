import { expect, it } from 'vitest';
import { fuzzyFilter } from './fuzzy';

const labels = (query: string) =>
  fuzzyFilter(
    ['JavaScript', 'Java', 'TypeScript', 'Plain text'].map((label) => ({ label })),
    query,
  ).map(({ item }) => item.label);

it('puts the closest names first and leaves out the others', () => {
  expect(labels('java')).toEqual(['Java', 'JavaScript']);
  expect(labels('tscr')).toEqual(['TypeScript']);
  expect(labels('script')).toEqual(['JavaScript', 'TypeScript']);
  expect(labels('zz')).toEqual([]);
  expect(labels('')).toHaveLength(4);
});

it('finds by what is searched too, after everything that is found by its label', () => {
  const items = [
    { label: 'the docs', searched: 'https://java.example/' },
    { label: 'a long name that ends in Java' },
    { label: 'other' },
  ];
  expect(fuzzyFilter(items, 'java').map(({ item, positions }) => [item.label, positions.length])).toEqual([
    ['a long name that ends in Java', 4],
    ['the docs', 0],
  ]);
});
