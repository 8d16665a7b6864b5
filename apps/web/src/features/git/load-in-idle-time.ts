/** Milliseconds after which it is loaded even while the page is busy. */
const LATEST_MS = 5_000;
/** Milliseconds a browser without idle callbacks waits. */
const PAUSE_MS = 1_000;

/** Loads once the page has nothing else to do, unless the returned function is called before. */
export function loadInIdleTime(load: () => void): () => void {
  if (typeof requestIdleCallback === 'undefined') {
    const timer = setTimeout(load, PAUSE_MS);
    return () => clearTimeout(timer);
  }
  const request = requestIdleCallback(load, { timeout: LATEST_MS });
  return () => cancelIdleCallback(request);
}
