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
