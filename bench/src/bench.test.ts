import { expect, it } from 'vitest';
import { sample, summarize } from './bench';
import { renderTable } from './render';

it('summarizes samples by their order statistics', () => {
  expect(summarize([5, 1, 4, 2, 3])).toEqual({ p50: 3, p95: 5, p99: 5, count: 5 });
  expect(() => summarize([])).toThrow(RangeError);
});

it('counts the runs and not the warm-up', async () => {
  let runs = 0;
  const times = await sample(async () => void runs++, { count: 4, warmup: 2 });
  expect([times.length, runs]).toEqual([4, 6]);
});

it('renders a Markdown table with aligned columns and notes', () => {
  const text = renderTable({ title: 'T', columns: ['a', 'long'], rows: [['x', 1]], notes: ['n'] });
  expect(text).toBe('### T\n\n| a | long |\n| - | ---- |\n| x | 1    |\n\n- n\n');
});
