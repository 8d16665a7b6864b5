import { unreachable } from '../lib/errors';
import { showError } from '../ui/toasts';

/** Forgets this browser's session; the server then shows its sign-in page. */
export async function signOut(): Promise<void> {
  try {
    const response = await fetch('/auth/sign-out', { method: 'POST', credentials: 'same-origin' });
    if (!response.ok) throw new Error(`Signing out answered ${response.status}.`);
  } catch (error) {
    showError('You are still signed in', unreachable(error));
    return;
  }
  location.reload();
}
