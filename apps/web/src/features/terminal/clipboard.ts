import { AppError } from '@berth/protocol/error';

/**
 * Puts text on the clipboard, also where the page is not a secure context and the clipboard interface is missing.
 * @throws AppError where the browser allows neither way.
 */
export async function copyText(text: string): Promise<void> {
  if (window.isSecureContext && navigator.clipboard) {
    try {
      await navigator.clipboard.writeText(text);
      return;
    } catch {
      // Refused: what a person does in the page may still copy.
    }
  }
  if (copyBySelection(text)) return;
  throw new AppError('CONFLICT', 'The browser does not let this page use the clipboard.');
}

/** The text on the clipboard. @throws AppError where the page may not read it; the browser's own paste works there too. */
export async function readClipboard(): Promise<string> {
  try {
    return await navigator.clipboard.readText();
  } catch (cause) {
    throw new AppError(
      'CONFLICT',
      'The browser does not let this page read the clipboard. Press Ctrl+Shift+V in the terminal instead.',
      { cause },
    );
  }
}

/** False when the browser refuses, as it does when nobody has pressed a key for a while. */
function copyBySelection(text: string): boolean {
  const focused = document.activeElement;
  const area = document.createElement('textarea');
  area.value = text;
  area.style.position = 'fixed';
  area.style.opacity = '0';
  document.body.append(area);
  area.select();
  const isCopied = document.execCommand('copy');
  area.remove();
  if (focused instanceof HTMLElement) focused.focus();
  return isCopied;
}

/** The text an OSC 52 sequence sets the clipboard to; undefined for a request to read it, which is never answered. */
export function osc52Text(data: string): string | undefined {
  const payload = data.slice(data.indexOf(';') + 1);
  if (payload === '?' || payload === '') return undefined;
  try {
    const bytes = Uint8Array.from(atob(payload), (char) => char.charCodeAt(0));
    return new TextDecoder().decode(bytes);
  } catch {
    return undefined;
  }
}
