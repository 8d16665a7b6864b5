import { expect, it } from 'vitest';
import { deliveryOf, disposition } from './content-type';

it('shows pictures and sends everything that could run as an attachment', () => {
  expect(deliveryOf('a/b.PNG')).toEqual({ contentType: 'image/png', attachment: false });
  expect(deliveryOf('x.svg')).toEqual({ contentType: 'image/svg+xml', attachment: true });
  for (const name of ['a.html', 'a.js', 'a.xml', 'a.pdf', 'a.constructor', 'noext', 'png', '.png/x']) {
    expect(deliveryOf(name)).toEqual({ contentType: 'application/octet-stream', attachment: true });
  }
});

it('writes names that cannot end the header', () => {
  const shown = disposition({ contentType: '', attachment: true }, 'dir/na"me\r\n\\é%🚢.txt');
  expect(shown).toBe(
    `attachment; filename="na_me_____${'_'.repeat(2)}.txt"; filename*=UTF-8''na%22me%0D%0A%5C%C3%A9%25%F0%9F%9A%A2.txt`,
  );
});
