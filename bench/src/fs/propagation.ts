import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Berth } from '@berth/e2e/support/berth';
import { io } from 'socket.io-client';

const WRITES = 60;

/** Milliseconds from a write that no part of Berth made until another client is told of it. */
export async function measurePropagation(
  berth: Berth,
  projectId: string,
): Promise<{ propagation: readonly number[] }> {
  const socket = io(berth.url, { auth: { token: berth.token }, transports: ['websocket'] });
  try {
    await socket.timeout(10_000).emitWithAck('project_subscribe', { projectId });
    const propagation: number[] = [];
    for (let write = 0; write < WRITES; write++) {
      const name = `told-${write}`;
      const told = new Promise<void>((resolve) => {
        const listen = ({ changes }: { changes: { path: string }[] }) => {
          if (!changes.some(({ path }) => path === name)) return;
          socket.off('file_tree_update', listen);
          resolve();
        };
        socket.on('file_tree_update', listen);
      });
      const start = performance.now();
      writeFileSync(join(berth.dataDir, 'projects', projectId, name), 'x');
      await told;
      propagation.push(performance.now() - start);
    }
    return { propagation };
  } finally {
    socket.disconnect();
  }
}
