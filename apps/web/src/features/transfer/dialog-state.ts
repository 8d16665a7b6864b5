import { create } from 'zustand';

/** What the download dialog is about: a folder (`.` is the project), or only some of its entries, by their paths in it. */
export interface Contents {
  path: string;
  only?: string[];
}

/** Null while the dialog is closed. */
export const useDownloadDialog = create<{ contents: Contents | null }>(() => ({ contents: null }));

export function openDownloadDialog(contents: Contents): void {
  useDownloadDialog.setState({ contents });
}

export function closeDownloadDialog(): void {
  useDownloadDialog.setState({ contents: null });
}
