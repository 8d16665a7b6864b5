import { expect, it } from 'vitest';
import { parseRoute, routeHref } from './route';

it('reads its own links', () => {
  const route = { view: 'project', projectId: 'abcdef123456' } as const;
  expect(parseRoute(new URL(routeHref(route), 'http://berth').search)).toEqual(route);
  expect(parseRoute(new URL(routeHref({ view: 'projects' }), 'http://berth').search)).toEqual({
    view: 'projects',
  });
});

it.each(['', '?project=', '?project=ABCDEF123456', '?project=../../etc/pass', '?other=abcdef123456'])(
  'shows the projects for %j',
  (search) => {
    expect(parseRoute(search)).toEqual({ view: 'projects' });
  },
);
