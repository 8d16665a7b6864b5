import { beforeEach, expect, it } from 'vitest';
import { isPreviewed, showPart, togglePreview, useViewMode } from './view-mode';

const previewed = (path: string) => isPreviewed(useViewMode.getState(), path);

beforeEach(() => useViewMode.setState(useViewMode.getInitialState()));

it('shows Markdown as text and an SVG as an image until the other is asked for', () => {
  expect([previewed('a.md'), previewed('a.SVG'), previewed('a.ts')]).toEqual([false, true, false]);
  togglePreview('a.md');
  togglePreview('a.SVG');
  expect([previewed('a.md'), previewed('a.SVG')]).toEqual([true, false]);
  togglePreview('a.md');
  expect(previewed('a.md')).toBe(false);
});

it('previews the Markdown file whose part is asked for', () => {
  showPart('a.md', 'top');
  expect(previewed('a.md')).toBe(true);
  expect(useViewMode.getState().part).toEqual({ path: 'a.md', name: 'top' });
  showPart('b.svg', 'top');
  expect(useViewMode.getState().part?.path).toBe('a.md');
});
