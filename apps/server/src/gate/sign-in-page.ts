import { createHash } from 'node:crypto';

const script = `
const form = document.querySelector('form');
const field = document.querySelector('input');
const problem = document.querySelector('[role=alert]');
async function signIn(token) {
  const answer = await fetch('/auth/sign-in', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ token }) });
  if (answer.ok) { location.replace(location.pathname + location.search); return; }
  problem.textContent = answer.status === 401 ? 'That token is not right. It is printed where the server was started.' : 'The server did not answer. Try again.';
  field.focus(); field.select();
}
function takeToken() {
  const given = new URLSearchParams(location.hash.slice(1)).get('token');
  if (!given) return false;
  history.replaceState(null, '', location.pathname + location.search);
  signIn(given);
  return true;
}
addEventListener('hashchange', takeToken);
// A page reached from another site comes without the strict cookie, yet the browser may be signed in.
if (!takeToken()) fetch('/auth/session').then((answer) => { if (answer.ok) location.reload(); });
form.addEventListener('submit', (event) => { event.preventDefault(); signIn(field.value.trim()); });
`;

const style = `
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; --line: #d5d9e0; --accent: #2f6feb; }
@media (prefers-color-scheme: dark) { :root { --line: #363c47; --accent: #4d8dff; } }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: light-dark(#f6f7f9, #15181d); color: light-dark(#1c2128, #e6e9ee); }
form { width: min(22rem, calc(100vw - 3rem)); display: grid; gap: .75rem; padding: 2rem; border: 1px solid var(--line); border-radius: 12px; background: light-dark(#fff, #1c2026); }
h1 { margin: 0; font-size: 1.35rem; letter-spacing: -.01em; } p { margin: 0; opacity: .75; } label { font-weight: 600; font-size: .85rem; }
input { font: inherit; padding: .55rem .7rem; border: 1px solid var(--line); border-radius: 8px; background: transparent; color: inherit; }
button { font: inherit; font-weight: 600; padding: .55rem; border: 0; border-radius: 8px; background: var(--accent); color: #fff; cursor: pointer; }
input:focus-visible, button:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; } [role=alert] { color: light-dark(#c0262d, #ff7b7f); } [role=alert]:empty { display: none; }
`;

/** Served, with status 401, to a browser that is not signed in. The token arrives in the URL's fragment, which no server sees. */
export const signInPage = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Sign in · Berth</title><style>${style}</style></head>
<body><form><h1>Berth</h1><p>Open the link printed at start, or paste the token.</p>
<label for="token">Token</label><input id="token" type="password" autocomplete="current-password" required autofocus>
<div role="alert"></div><button>Sign in</button></form><script>${script}</script></body></html>
`;

const sha256 = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

export const signInPolicy = `default-src 'none'; script-src ${sha256(script)}; style-src ${sha256(style)}; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'`;
