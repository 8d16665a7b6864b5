import { AppError } from '@berth/protocol/error';

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
