import { describe, expect, it } from 'vitest';
import { type EditorTab, type NewTab, withoutTabs, withTab } from './tabs';

const tab = (id: string, preview = false): EditorTab => ({ id, kind: 'file', title: id, input: {}, preview });
const state = (tabs: EditorTab[], activeId: string | null, dirty: string[] = []) => ({
  tabs,
  activeId,
  dirty: new Set(dirty),
  closed: [],
});
const ids = ({ tabs }: { tabs: readonly EditorTab[] }) => tabs.map(({ id }) => id).join('');

describe('withTab', () => {
  it('opens beside the active tab', () => {
    const next = withTab(state([tab('a'), tab('b')], 'a'), tab('c') as NewTab);
    expect([ids(next), next.activeId]).toEqual(['acb', 'c']);
  });

  it('only activates what is open', () => {
    const next = withTab(state([tab('a'), tab('b')], 'a'), tab('b'));
    expect([ids(next), next.activeId]).toEqual(['ab', 'b']);
  });

  it('lets a preview take the place of the preview', () => {
    expect(ids(withTab(state([tab('a'), tab('b', true)], 'a'), tab('c', true)))).toBe('ac');
  });

  it('never replaces a preview with unsaved work', () => {
    expect(ids(withTab(state([tab('a', true)], 'a', ['a']), tab('c', true)))).toBe('ac');
  });

  it('keeps a preview that is opened for good', () => {
    expect(withTab(state([tab('a', true)], 'a'), tab('a')).tabs[0]?.preview).toBe(false);
    expect(withTab(state([tab('a')], 'a'), tab('a', true)).tabs[0]?.preview).toBe(false);
  });
});

describe('withoutTabs', () => {
  const abc = [tab('a'), tab('b'), tab('c')];

  it.each([
    ['b', ['b'], 'c'],
    ['c', ['c'], 'b'],
    ['b', ['b', 'c'], 'a'],
    ['a', ['c'], 'a'],
    ['a', ['a', 'b', 'c'], null],
  ])('with %s active, closing %s activates %s', (activeId, closing, expected) => {
    expect(withoutTabs(state(abc, activeId), new Set(closing)).activeId).toBe(expected);
  });

  it('forgets the marks of closed tabs and remembers the tabs', () => {
    const next = withoutTabs(state(abc, 'a', ['a', 'b']), new Set(['a']));
    expect([...next.dirty]).toEqual(['b']);
    expect(next.closed.map(({ id }) => id)).toEqual(['a']);
  });
});
