const GUARD_KEY = 'berth.signInReload';
const GUARD_MS = 10_000;

/**
 * The cookie is gone: the server answers `/` with its own sign-in page. At most once every ten seconds, so that a
 * server which keeps answering 401 cannot make the page reload for ever.
 */
export function signInAgain(): void {
  const last = Number(sessionStorage.getItem(GUARD_KEY) ?? 0);
  if (Date.now() - last < GUARD_MS) return;
  sessionStorage.setItem(GUARD_KEY, String(Date.now()));
  location.reload();
}

/** `fetch` for this origin. A 401 leads to the sign-in page. */
export async function sessionFetch(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const response = await fetch(input, { ...init, credentials: 'same-origin' });
  if (response.status === 401) signInAgain();
  return response;
}
