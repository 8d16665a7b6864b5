import { expect, it } from 'vitest';
import { detectIndentation } from './indentation';

it('detects how a text is indented', () => {
  expect(detectIndentation('a {\n    b {\n        c\n    }\n}\n')).toEqual({ style: 'spaces', size: 4 });
  expect(detectIndentation('a {\n  b {\n    c\n  }\n}\n')).toEqual({ style: 'spaces', size: 2 });
  expect(detectIndentation('a:\n\tb\n\tc\n')).toEqual({ style: 'tabs', size: 4 });
  expect(detectIndentation('/**\n * note\n */\nfoo(\n   1,\n)\n')).toEqual({ style: 'spaces', size: 3 });
  expect(detectIndentation('no indentation\n')).toEqual({ style: 'spaces', size: 2 });
});
