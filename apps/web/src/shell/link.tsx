import type { ComponentProps } from 'react';
import { navigate, type Route, routeHref } from './route';

/** A link within the page; a modified click opens it in a tab of its own, as for any link. */
export function Link({ to, ...rest }: Omit<ComponentProps<'a'>, 'href' | 'onClick'> & { to: Route }) {
  return (
    <a
      {...rest}
      href={routeHref(to)}
      onClick={(event) => {
        if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
        event.preventDefault();
        navigate(to);
      }}
    />
  );
}
