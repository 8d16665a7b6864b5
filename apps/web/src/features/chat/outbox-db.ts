import type { ChatMessageInput } from '@berth/protocol/chat-message';

/** A message that the server has not stored, or not answered, yet. Its id makes sending it again harmless. */
export interface OutboxEntry {
  /** The message's id. */
  id: string;
  sessionId: string;
  projectId: string | null;
  message: ChatMessageInput & { id: string };
  /** The id of the answer to ask for, or null where none is wanted. */
  answerId: string | null;
  /** True when the message is stored, and only its answer is still to be asked for. */
  stored: boolean;
  /** Milliseconds since 1970; entries are sent in this order. */
  queuedAt: number;
  /** Why the server will never take it as it is; the person decides. */
  refused?: string | undefined;
}

const STORE = 'outbox';
let opening: Promise<IDBDatabase> | undefined;

function database(): Promise<IDBDatabase> {
  opening ??= new Promise((resolve, reject) => {
    const request = indexedDB.open('berth-chat', 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: 'id' });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error('Another tab holds an old version of the outbox open.'));
  });
  opening.catch(() => {
    opening = undefined;
  });
  return opening;
}

async function transact<T>(
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const db = await database();
  return new Promise((resolve, reject) => {
    const transaction = db.transaction(STORE, mode, { durability: 'strict' });
    const request = work(transaction.objectStore(STORE));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = () => reject(transaction.error);
    transaction.onerror = () => reject(transaction.error);
  });
}

/** All entries, oldest first. */
export async function readEntries(): Promise<OutboxEntry[]> {
  const entries: OutboxEntry[] = await transact('readonly', (store) => store.getAll());
  return entries.sort((a, b) => a.queuedAt - b.queuedAt);
}

export async function putEntry(entry: OutboxEntry): Promise<void> {
  await transact('readwrite', (store) => store.put(entry));
}

export async function deleteEntry(id: string): Promise<void> {
  await transact('readwrite', (store) => store.delete(id));
}
