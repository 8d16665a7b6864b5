import { expect, it } from 'vitest';
import { BOTTOM, parseLayout, SIDE } from './layout';

it('takes defaults for what is missing or makes no sense', () => {
  const layout = parseLayout({ activity: 7, sideWidth: -5, bottomHeight: 333, bottomOpen: 'yes' }, false);
  expect(layout).toMatchObject({
    activity: null,
    sideWidth: SIDE.initial,
    bottomHeight: 333,
    bottomOpen: true,
  });
});

it.each([undefined, null, 'text', 4, []])('reads %s as no layout', (stored) => {
  expect(parseLayout(stored, false).bottomHeight).toBe(BOTTOM.initial);
});

it('starts with the bottom panel closed on a narrow screen', () => {
  expect(parseLayout({ bottomOpen: true, bottomMaximised: true }, true)).toMatchObject({
    bottomOpen: false,
    bottomMaximised: false,
  });
});
