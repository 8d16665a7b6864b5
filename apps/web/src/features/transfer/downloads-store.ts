import type { AppError } from '@berth/protocol/error';
import type { DownloadComplete, DownloadHeader, PackProgress } from '@berth/protocol/transfer';
import { create } from 'zustand';

/** A download of this page, as the person sees it. */
export interface DownloadView {
  downloadId: string;
  projectId: string;
  /** The folder, `.` for the whole project. */
  path: string;
  phase: 'packing' | 'receiving' | 'verifying' | 'done' | 'failed';
  packing: PackProgress | null;
  header: DownloadHeader | null;
  /** Bytes kept, and how fast they come. */
  received: number;
  perSecond: number | null;
  /** True while the connection is down: it goes on by itself. */
  waiting: boolean;
  complete: DownloadComplete | null;
  error: AppError | null;
  /** False once there is nothing left to go on with. */
  canResume: boolean;
}

export const useDownloads = create<{ downloads: readonly DownloadView[] }>(() => ({ downloads: [] }));

export function putDownload(view: DownloadView): void {
  useDownloads.setState(({ downloads }) => ({
    downloads: [...downloads.filter(({ downloadId }) => downloadId !== view.downloadId), view],
  }));
}

export function changeDownload(downloadId: string, change: Partial<DownloadView>): void {
  useDownloads.setState(({ downloads }) => ({
    downloads: downloads.map((view) => (view.downloadId === downloadId ? { ...view, ...change } : view)),
  }));
}

export function dropDownload(downloadId: string): void {
  useDownloads.setState(({ downloads }) => ({
    downloads: downloads.filter((view) => view.downloadId !== downloadId),
  }));
}
