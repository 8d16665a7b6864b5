import { expect, it } from 'vitest';
import { withUser } from './accounts';

const user = {
  identity: { uid: 1000, gid: 1000, switched: true },
  home: '/home/berth',
  shell: '/bin/bash',
};

it('names the user where the image does not', () => {
  const { passwd, group } = withUser({ passwd: 'root:x:0:0::/root:/bin/sh', group: undefined }, user);
  expect(passwd).toBe('root:x:0:0::/root:/bin/sh\nberth:x:1000:1000::/home/berth:/bin/bash\n');
  expect(group).toBe('root:x:0:\nberth:x:1000:\n');
});

it('keeps the name the image gives the uid', () => {
  const passwd = 'root:x:0:0::/root:/bin/sh\ndev:x:1000:1000::/home/dev:/bin/bash\n';
  expect(withUser({ passwd, group: 'dev:x:1000:\n' }, user)).toEqual({ passwd, group: 'dev:x:1000:\n' });
});

it('does not give one name to two numbers', () => {
  const { passwd } = withUser({ passwd: 'berth:x:7:7::/:/bin/sh\n', group: undefined }, user);
  expect(passwd).toContain('\nberth-1000:x:1000:1000::');
});
