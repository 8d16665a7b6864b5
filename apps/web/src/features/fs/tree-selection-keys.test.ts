import { expect, it } from 'vitest';
import type { TreeRow } from './tree-rows';
import { selectionKey } from './tree-selection-keys';

const rows = ['a', 'b', 'c'].map((path, index): TreeRow => {
  const entry = {
    name: path,
    path,
    type: 'file',
    size: 0,
    mtime: '2026-01-01T00:00:00.000Z',
    mode: 0,
  } as const;
  return { kind: 'entry', key: path, depth: 0, entry, open: false, position: index + 1, siblings: 3 };
});

/** A key such as `Ctrl+Shift+ArrowDown`. */
function press(keys: string, { focused = 'b' as string | null, selected = ['b'] } = {}) {
  const parts = keys.split('+');
  const key = parts.pop() ?? '';
  const has = (name: string) => parts.includes(name);
  const modifiers = {
    ctrlKey: has('Ctrl'),
    shiftKey: has('Shift'),
    altKey: has('Alt'),
    metaKey: has('Meta'),
  };
  return selectionKey({ key, code: '', ...modifiers }, { rows, focused, selected, page: 2 });
}

it('extends with Shift, and moves the focus alone with Control', () => {
  expect(press('Shift+ArrowDown')).toEqual({ do: 'extend', path: 'c' });
  expect(press('Shift+Home')).toEqual({ do: 'extend', path: 'a' });
  expect(press('Shift+PageUp')).toEqual({ do: 'extend', path: 'a' });
  expect(press('Ctrl+ArrowUp')).toEqual({ do: 'focusOnly', path: 'a' });
  expect(press('Ctrl+End')).toEqual({ do: 'focusOnly', path: 'c' });
});

it('takes all, or adds and takes away the focused one', () => {
  expect(press('Ctrl+a')).toEqual({ do: 'all' });
  expect(press('Ctrl+ ')).toEqual({ do: 'toggle', path: 'b' });
  expect(press('Ctrl+Shift+ ')).toEqual({ do: 'toggle', path: 'b' });
  expect(press('Ctrl+ ', { focused: null, selected: [] })).toBeNull();
});

it('goes back to the focused one with Escape, where there is anything else', () => {
  expect(press('Escape')).toBeNull();
  expect(press('Escape', { selected: ['a', 'b'] })).toEqual({ do: 'narrow' });
  expect(press('Escape', { selected: ['a'] })).toEqual({ do: 'narrow' });
  expect(press('Escape', { focused: null, selected: [] })).toBeNull();
});

it('leaves all other keys alone', () => {
  for (const keys of [
    'ArrowDown',
    ' ',
    'Ctrl+PageDown',
    'Ctrl+Shift+ArrowUp',
    'Shift+ArrowRight',
    'Alt+ArrowUp',
  ])
    expect(press(keys), keys).toBeNull();
});
