import { useSyncExternalStore } from 'react';

/** The page's state in its URL, which only says what to show: `/?project=<id>` is a project's workbench. */
export type Route = { view: 'projects' } | { view: 'project'; projectId: string };

export function parseRoute(search: string): Route {
  const projectId = new URLSearchParams(search).get('project');
  return projectId !== null && /^[a-z0-9]{12}$/.test(projectId)
    ? { view: 'project', projectId }
    : { view: 'projects' };
}

export function routeHref(route: Route): string {
  return route.view === 'project' ? `/?project=${route.projectId}` : '/';
}

const listeners = new Set<() => void>();

export function navigate(route: Route): void {
  history.pushState(null, '', routeHref(route));
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  addEventListener('popstate', listener);
  return () => {
    listeners.delete(listener);
    removeEventListener('popstate', listener);
  };
}

export function useRoute(): Route {
  return parseRoute(useSyncExternalStore(subscribe, () => location.search));
}

/** The link of a first sign-in carries the token in its fragment; it must not stay in the address bar or history. */
export function dropTokenFromUrl(): void {
  if (location.hash.startsWith('#token='))
    history.replaceState(null, '', location.pathname + location.search);
}
