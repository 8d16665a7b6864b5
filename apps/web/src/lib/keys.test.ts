import { describe, expect, it } from 'vitest';
import { formatKeys, type KeyPress, matchesKeys, parseKeys } from './keys';

const press = (key: string, code: string, modifiers: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...modifiers,
});
const matches = (keys: string, event: KeyPress, apple = false) => matchesKeys(event, parseKeys(keys, apple));

describe('matchesKeys', () => {
  it('takes Mod as Control, and as Command on Apple systems', () => {
    expect(matches('Mod+B', press('b', 'KeyB', { ctrlKey: true }))).toBe(true);
    expect(matches('Mod+B', press('b', 'KeyB', { metaKey: true }))).toBe(false);
    expect(matches('Mod+B', press('b', 'KeyB', { metaKey: true }), true)).toBe(true);
  });

  it('wants exactly the modifiers that are given', () => {
    expect(matches('Mod+B', press('B', 'KeyB', { ctrlKey: true, shiftKey: true }))).toBe(false);
    expect(matches('Mod+Shift+B', press('B', 'KeyB', { ctrlKey: true, shiftKey: true }))).toBe(true);
  });

  it('goes by the printed letter, not by its place', () => {
    expect(matches('Mod+Z', press('z', 'KeyW', { ctrlKey: true }))).toBe(true);
    expect(matches('Mod+W', press('z', 'KeyW', { ctrlKey: true }))).toBe(false);
  });

  it('goes by the place where Alt or a non-Latin layout hides the letter', () => {
    expect(matches('Alt+W', press('∑', 'KeyW', { altKey: true }))).toBe(true);
    expect(matches('Mod+S', press('ы', 'KeyS', { ctrlKey: true }))).toBe(true);
  });

  it('knows digits under Shift, named keys and the backquote on any layout', () => {
    expect(matches('Mod+Shift+1', press('!', 'Digit1', { ctrlKey: true, shiftKey: true }))).toBe(true);
    expect(matches('Alt+PageDown', press('PageDown', 'PageDown', { altKey: true }))).toBe(true);
    expect(matches('Ctrl+`', press('`', 'Backquote', { ctrlKey: true }))).toBe(true);
    expect(matches('Ctrl+`', press('Dead', 'Backquote', { ctrlKey: true }))).toBe(true);
  });
});

it('writes combinations as each system does', () => {
  expect(formatKeys('Mod+Shift+E', false)).toBe('Ctrl+Shift+E');
  expect(formatKeys('Mod+Shift+E', true)).toBe('⇧⌘E');
  expect(formatKeys('Mod++', false)).toBe('Ctrl++');
  expect(formatKeys('Alt+ArrowUp', false)).toBe('Alt+↑');
});
