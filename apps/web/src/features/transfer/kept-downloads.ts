import { z } from 'zod';
import { readLocal, writeLocal } from '../../lib/storage';

const KEY = 'berth.downloads';
const keptSchema = z.array(z.object({ downloadId: z.string(), projectId: z.string(), path: z.string() }));
export type LocalDownload = z.infer<typeof keptSchema>[number];

/** Unfinished downloads whose bytes this browser keeps: what a reloaded page goes on with. */
export function localDownloads(): LocalDownload[] {
  const parsed = keptSchema.safeParse(readLocal(KEY));
  return parsed.success ? parsed.data : [];
}

export function keepLocal(download: LocalDownload): void {
  forgetLocal(download.downloadId);
  writeLocal(KEY, [...localDownloads(), download]);
}

export function forgetLocal(downloadId: string): void {
  writeLocal(
    KEY,
    localDownloads().filter((download) => download.downloadId !== downloadId),
  );
}
