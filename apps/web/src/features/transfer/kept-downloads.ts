import { z } from 'zod';
import { readLocal, writeLocal } from '../../lib/storage';

const KEY = 'berth.downloads';
const keptSchema = z.array(
  z.object({
    downloadId: z.string(),
    projectId: z.string(),
    path: z.string(),
    /** Bytes of the whole archive, once the server has said. */
    totalBytes: z.number().optional(),
  }),
);
export type LocalDownload = z.infer<typeof keptSchema>[number];

/** Unfinished downloads whose bytes this browser keeps: what a reloaded page goes on with. */
export function localDownloads(): LocalDownload[] {
  const parsed = keptSchema.safeParse(readLocal(KEY));
  return parsed.success ? parsed.data : [];
}

/** Keeps what is known of it already. */
export function keepLocal(download: LocalDownload): void {
  const others = localDownloads().filter(({ downloadId }) => downloadId !== download.downloadId);
  const known = localDownloads().find(({ downloadId }) => downloadId === download.downloadId);
  writeLocal(KEY, [...others, { ...known, ...download }]);
}

/** The server has said how large the archive is: then a page that is left at the very end has kept it all. */
export function noteTotal(downloadId: string, totalBytes: number): void {
  const download = localDownloads().find((one) => one.downloadId === downloadId);
  if (download && download.totalBytes !== totalBytes) keepLocal({ ...download, totalBytes });
}

export function localTotal(downloadId: string): number | undefined {
  return localDownloads().find((one) => one.downloadId === downloadId)?.totalBytes;
}

export function forgetLocal(downloadId: string): void {
  writeLocal(
    KEY,
    localDownloads().filter((download) => download.downloadId !== downloadId),
  );
}
