import { basename } from 'node:path';
import type { DownloadComplete, DownloadHeader, KeptDownload, Packed } from '@berth/protocol/transfer';
import { DOWNLOAD_CHUNK_BYTES } from '@berth/protocol/transfer-chunk';
import type { DownloadRecord } from './record';

/** What the archive of a folder is called. */
export function archiveName(projectName: string, path: string): string {
  const folder = basename(path);
  return `${folder === '.' || folder === '' ? projectName : folder}.zip`;
}

export function headerOf(record: DownloadRecord, packed: Packed): DownloadHeader {
  return {
    downloadId: record.downloadId,
    name: record.name,
    totalBytes: packed.totalBytes,
    fileCount: packed.fileCount,
    createdAt: record.createdAt,
    checksum: packed.checksum,
    chunkSize: DOWNLOAD_CHUNK_BYTES,
    totalChunks: totalChunks(packed),
    version: '1.0',
    excluded: packed.excluded,
  };
}

export function completionOf(record: DownloadRecord, packed: Packed): DownloadComplete {
  const { totalBytes, checksum, skipped, skippedCount, changed, changedCount } = packed;
  return {
    downloadId: record.downloadId,
    totalChunks: totalChunks(packed),
    totalBytes,
    checksum,
    skipped,
    skippedCount,
    changed,
    changedCount,
  };
}

export function totalChunks({ totalBytes }: Packed): number {
  return Math.ceil(totalBytes / DOWNLOAD_CHUNK_BYTES);
}

export function keptOf(record: DownloadRecord, now: { keepMs: number; receiving: boolean }): KeptDownload {
  return {
    projectId: record.projectId,
    downloadId: record.downloadId,
    path: record.selection.path,
    state: record.packed ? 'ready' : 'packing',
    header: record.packed ? headerOf(record, record.packed) : null,
    createdAt: record.createdAt,
    expiresAt: new Date(record.usedAt + now.keepMs).toISOString(),
    receiving: now.receiving,
  };
}
