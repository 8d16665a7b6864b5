import { expect, it } from 'vitest';
import { osc52Text } from './clipboard';

const base64 = (text: string): string => Buffer.from(text).toString('base64');

it('reads what a program sets the clipboard to, whichever clipboard it names', () => {
  for (const target of ['c', 'p', '', 'cps0']) {
    expect(osc52Text(`${target};${base64('from a program: 日本 👩‍👩‍👧')}`)).toBe(
      'from a program: 日本 👩‍👩‍👧',
    );
  }
});

it('has no text for a request to read, for nothing and for what is no base64', () => {
  for (const data of ['c;?', ';?', 'c;', 'c;%%%', 'c;a']) expect(osc52Text(data), data).toBeUndefined();
});
