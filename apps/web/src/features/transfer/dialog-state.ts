import { create } from 'zustand';

/** The folder the download dialog is about (`.` is the project), or null while it is closed. */
export const useDownloadDialog = create<{ path: string | null }>(() => ({ path: null }));

export function openDownloadDialog(path: string): void {
  useDownloadDialog.setState({ path });
}

export function closeDownloadDialog(): void {
  useDownloadDialog.setState({ path: null });
}
