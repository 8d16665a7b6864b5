import { writeFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { type Database, joinDatabase } from '@berth/db/open';
import { suspicionPath } from '@berth/db/set-aside';
import { asStorageError, storageProblem } from '@berth/db/storage-error';
import { AppError } from '@berth/protocol/error';
import type { StoreContext } from './context';
import { type OperationName, operations } from './operations';
import type { StoreReply, StoreRequest, StoreWorkerData } from './worker-messages';

/** The thread that runs the store's operations: SQLite waits for the disk here, not on the event loop. */
const { path, userId } = workerData as StoreWorkerData;
let db: Database | undefined;

function run({ name, input }: { name: OperationName; input: unknown }): unknown {
  db ??= joinDatabase(path);
  const operation = operations[name] as (context: StoreContext, input: unknown) => unknown;
  return operation({ db, userId }, input);
}

function answer(request: StoreRequest): StoreReply {
  try {
    return { id: request.id, ok: true, value: run(request) };
  } catch (thrown) {
    if (storageProblem(thrown) === 'corrupt') writeFileSync(suspicionPath(path), '');
    const error = AppError.from(asStorageError(thrown));
    const cause = error.cause instanceof Error ? (error.cause.stack ?? error.cause.message) : undefined;
    return { id: request.id, ok: false, error: error.toShape(), cause };
  }
}

parentPort?.on('message', (request: StoreRequest | 'close') => {
  if (request === 'close') {
    db?.$client.close();
    parentPort?.close();
    return;
  }
  parentPort?.postMessage(answer(request));
});
