import { packedSchema, previewSchema, type transferAgentStreams } from '@berth/protocol/transfer';
import type { StreamHandlers } from '../handler';
import { Archives } from './archives';
import { inWorker } from './run-worker';

export const transferStreamHandlers: StreamHandlers<typeof transferAgentStreams> = {
  async 'transfer.preview'(selection, context) {
    const { root } = context.agent.config;
    return previewSchema.parse(await inWorker({ root, selection }, context));
  },
  async 'transfer.pack'({ downloadId, level, limitBytes, ...selection }, context) {
    const { root, archives } = context.agent.config;
    return new Archives(archives).create(downloadId, async (target) => {
      const request = { root, selection, archive: { target, level, limitBytes } };
      return packedSchema.parse(await inWorker(request, context));
    });
  },
};
