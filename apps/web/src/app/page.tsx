'use client';

// First of all: its requests are under way while the rest of the code is evaluated.
import '../shell/start-page';
import { useSyncExternalStore } from 'react';
import { App } from '../shell/app';

const subscribe = () => () => {};

/** The one page. Everything it shows depends on the browser, so nothing is rendered at build time. */
export default function Page() {
  const inBrowser = useSyncExternalStore(
    subscribe,
    () => true,
    () => false,
  );
  return inBrowser ? <App /> : null;
}
