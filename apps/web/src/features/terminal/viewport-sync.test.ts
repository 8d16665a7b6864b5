import { expect, test } from 'vitest';
import { paceSync, type Viewport } from './viewport-sync';

function record(): { viewport: Viewport; calls: string[] } {
  const calls: string[] = [];
  const viewport: Viewport = {
    _sync: (row) => void calls.push(`sync ${row ?? 'to the buffer'}`),
    scrollLines: (count) => void calls.push(`by ${count}`),
    scrollToLine: (row, disableSmoothScroll) => void calls.push(`to ${row} ${disableSmoothScroll}`),
  };
  paceSync(viewport);
  return { viewport, calls };
}

test('lines that scroll in one task move the scrollbar once, at its end', async () => {
  const { viewport, calls } = record();
  for (let line = 0; line < 1_000; line++) viewport._sync();
  expect(calls).toEqual([]);
  await Promise.resolve();
  expect(calls).toEqual(['sync to the buffer']);
  viewport._sync();
  await Promise.resolve();
  expect(calls).toHaveLength(2);
});

test('a row that is asked for is not waited for', () => {
  const { viewport, calls } = record();
  viewport._sync(7);
  expect(calls).toEqual(['sync 7']);
});

test('whoever scrolls in the same task starts from where the buffer is', async () => {
  const { viewport, calls } = record();
  viewport._sync();
  viewport.scrollToLine(9, true);
  viewport.scrollLines(-2);
  await Promise.resolve();
  expect(calls).toEqual(['sync to the buffer', 'to 9 true', 'by -2']);
});
