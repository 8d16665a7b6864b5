import { describe, expect, it, vi } from 'vitest';
import { isOnScreen, openTree } from './tree-state';

vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => {}, removeItem: () => {} });

describe('isOnScreen', () => {
  it('is so from when a project’s tree is opened until it is left', () => {
    const leave = openTree('a');
    expect([isOnScreen('a'), isOnScreen('b')]).toEqual([true, false]);
    leave();
    expect(isOnScreen('a')).toBe(false);
  });

  it('stays so for the next project when the one before is left late', () => {
    const leave = openTree('a');
    openTree('b');
    leave();
    expect([isOnScreen('a'), isOnScreen('b')]).toEqual([false, true]);
  });
});
