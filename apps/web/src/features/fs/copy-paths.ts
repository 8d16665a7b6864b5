import { copyText } from '../../lib/clipboard';
import { showToast } from '../../ui/toasts';
import { plural } from './format-bytes';

/** Copies paths to the system's clipboard, one a line. */
export async function copyPaths(paths: readonly string[]): Promise<void> {
  const text = paths.join('\n');
  try {
    await copyText(text);
    const title = paths.length === 1 ? 'Path copied' : `${plural(paths.length, 'path')} copied`;
    showToast({ kind: 'success', title, text, durationMs: 2_500 });
  } catch {
    // Shown, so that a person can copy it themselves.
    showToast({ kind: 'info', title: 'The browser did not allow copying', text });
  }
}
