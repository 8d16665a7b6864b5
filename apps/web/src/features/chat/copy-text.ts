import { AppError } from '@berth/protocol/error';
import { showError } from '../../ui/toasts';

/** Copies text. A page that is not on a secure origin has no clipboard, so there the browser's own copy is used. */
export async function copyText(text: string): Promise<void> {
  try {
    if (navigator.clipboard) await navigator.clipboard.writeText(text);
    else copyBySelection(text);
  } catch (error) {
    const told = new AppError('INTERNAL', 'The browser does not let this page copy.', { cause: error });
    showError('The text was not copied', told);
    throw error;
  }
}

function copyBySelection(text: string): void {
  const area = document.createElement('textarea');
  area.value = text;
  area.style.position = 'fixed';
  document.body.append(area);
  area.select();
  const copied = document.execCommand('copy');
  area.remove();
  if (!copied) throw new Error('The browser refused.');
}
