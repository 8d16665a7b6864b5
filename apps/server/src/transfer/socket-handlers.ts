import { AppError } from '@berth/protocol/error';
import type { Socket } from 'socket.io';
import type { SocketHandlers } from '../socket/handlers';
import type { Download } from './download';
import { Receiver } from './receiver';
import type { DownloadService } from './service';

type TransferEvents = 'download_project' | 'download_resume' | 'download_cancel';

/** Sockets whose end is watched already. */
const watched = new WeakSet<Socket>();

export const transferSocketHandlers: SocketHandlers<TransferEvents> = {
  async download_project({ projectId, encoding, ...selection }, { services, socket }) {
    const { downloads } = services;
    await downloads.check(projectId, selection);
    const download = downloads.create(projectId, { selection, encoding, via: 'socket' });
    start(downloads, { download, receiver: new Receiver(socket, encoding), from: 0 });
    return { downloadId: download.record.downloadId };
  },
  download_resume({ downloadId, chunkIndex, encoding }, { services, socket }) {
    const { downloads } = services;
    const download = downloads.get(downloadId);
    const header = downloads.header(download);
    if (header && chunkIndex > header.totalChunks) {
      throw new AppError('INVALID_INPUT', `The archive has ${header.totalChunks} chunks.`);
    }
    if (download.record.complete && header && chunkIndex < header.totalChunks) {
      throw new AppError('NOT_FOUND', 'This download is complete, and its archive is gone. Start a new one.');
    }
    const receiver = new Receiver(socket, encoding ?? download.record.encoding);
    start(downloads, { download, receiver, from: chunkIndex });
    return { downloadId, header };
  },
  async download_cancel({ downloadId }, { services }) {
    await services.downloads.cancel(downloadId);
    return {};
  },
};

/** Starts once the acknowledgement, which is sent when the handler returns, is on its way. */
function start(
  downloads: DownloadService,
  { download, receiver, from }: { download: Download; receiver: Receiver; from: number },
): void {
  const { socket } = receiver;
  if (!watched.has(socket)) {
    watched.add(socket);
    socket.once('disconnect', () => downloads.leave(socket.id));
  }
  setImmediate(() => {
    if (socket.connected) void downloads.receive(download, receiver, from);
  });
}
