import type { AppError } from '@berth/protocol/error';
import { create } from 'zustand';
import { isUnreachable, toAppError } from '../../lib/errors';
import { onConnect } from '../../lib/socket';
import { trpc } from '../../lib/trpc';
import { showError } from '../../ui/toasts';
import { deleteEntry, type OutboxEntry, putEntry, readEntries } from './outbox-db';

const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 15_000;

interface OutboxState {
  entries: readonly OutboxEntry[];
  /** Why the last attempt did not store; null while none has failed. */
  problem: AppError | null;
  /** False where this browser keeps nothing (private mode): entries then live as long as the page. */
  durable: boolean;
}

/** Messages on their way: written down in this browser first, sent until the server has stored them. */
export const useOutbox = create<OutboxState>(() => ({ entries: [], problem: null, durable: true }));

const channel = new BroadcastChannel('berth.chat.outbox');
let timer: ReturnType<typeof setTimeout> | undefined;
let delay = FIRST_RETRY_MS;
let sending = false;
let again = false;
/** Makes times of entries grow also within a millisecond. */
let lastQueuedAt = 0;
/** Entries that are in memory only: being written down, or this browser keeps nothing. */
const unwritten = new Set<string>();

/** Writes a message down and sends it. It is shown as not saved until the server says that it is. */
export async function enqueue(entry: Omit<OutboxEntry, 'queuedAt' | 'stored'>): Promise<void> {
  lastQueuedAt = Math.max(Date.now(), lastQueuedAt + 1);
  const queued: OutboxEntry = { ...entry, stored: false, queuedAt: lastQueuedAt };
  unwritten.add(queued.id);
  useOutbox.setState(({ entries }) => ({ entries: [...entries, queued] }));
  if (await keep(() => putEntry(queued))) unwritten.delete(queued.id);
  void sendAll();
}

/** Gives up an entry the server refused. */
export async function discard(id: string): Promise<void> {
  unwritten.delete(id);
  useOutbox.setState(({ entries }) => ({ entries: entries.filter((entry) => entry.id !== id) }));
  await keep(() => deleteEntry(id));
}

/** Sends an entry again that the server refused. */
export async function retry(id: string): Promise<void> {
  const entry = useOutbox.getState().entries.find((other) => other.id === id);
  if (entry) await replace({ ...entry, refused: undefined });
  void sendAll();
}

/** Sends what is waiting, now and after every connection, until the returned function is called. */
export function startOutbox(): () => void {
  const load = () => void reload().then(sendAll);
  channel.addEventListener('message', load);
  const stopListening = onConnect(load);
  load();
  return () => {
    channel.removeEventListener('message', load);
    stopListening();
    clearTimeout(timer);
    timer = undefined;
  };
}

/** Tries now instead of at the end of the current delay. */
export function sendNow(): void {
  void sendAll();
}

async function reload(): Promise<void> {
  try {
    const stored = await readEntries();
    useOutbox.setState(({ entries }) => ({
      entries: [...stored, ...entries.filter(({ id }) => unwritten.has(id))],
      durable: true,
    }));
  } catch {
    useOutbox.setState({ durable: false });
  }
}

/** Answers whether it is written down. */
async function keep(write: () => Promise<void>): Promise<boolean> {
  try {
    await write();
    channel.postMessage('changed');
    return true;
  } catch {
    useOutbox.setState({ durable: false });
    return false;
  }
}

/** One tab sends at a time where the browser can tell; two that send do no harm, for the ids make it once. */
async function sendAll(): Promise<void> {
  again = true;
  if (sending) return;
  sending = true;
  clearTimeout(timer);
  timer = undefined;
  try {
    while (again) {
      again = false;
      if (navigator.locks) await navigator.locks.request('berth.chat.outbox', sendWaiting);
      else await sendWaiting();
    }
    delay = FIRST_RETRY_MS;
    useOutbox.setState({ problem: null });
  } catch (thrown) {
    useOutbox.setState({ problem: toAppError(thrown) });
    timer = setTimeout(() => void sendAll(), delay);
    delay = Math.min(delay * 2, LAST_RETRY_MS);
  } finally {
    sending = false;
  }
}

/** @throws AppError when the server cannot store now. */
async function sendWaiting(): Promise<void> {
  for (const entry of useOutbox.getState().entries) {
    if (entry.refused === undefined) await send(entry);
  }
}

async function send(entry: OutboxEntry): Promise<void> {
  try {
    if (!entry.stored) await store(entry);
    if (entry.answerId) await askForAnswer(entry.sessionId, entry.answerId);
    await discard(entry.id);
  } catch (thrown) {
    const error = toAppError(thrown);
    if (isForNow(error)) throw error;
    await replace({ ...entry, refused: error.message });
  }
}

async function store(entry: OutboxEntry): Promise<void> {
  const { sessionId, message, projectId } = entry;
  await trpc.chat.append.mutate({ sessionId, messages: [message], create: { projectId } });
  if (entry.answerId) await replace({ ...entry, stored: true });
}

/** An answer that cannot be had does not undo that the message is stored. */
async function askForAnswer(sessionId: string, messageId: string): Promise<void> {
  try {
    await trpc.chat.answer.mutate({ sessionId, messageId });
  } catch (thrown) {
    const error = toAppError(thrown);
    if (isForNow(error)) throw error;
    showError('The assistant did not start to answer', error);
  }
}

async function replace(entry: OutboxEntry): Promise<void> {
  useOutbox.setState(({ entries }) => ({
    entries: entries.map((other) => (other.id === entry.id ? entry : other)),
  }));
  await keep(() => putEntry(entry));
}

/** True where the same request may succeed later: nobody answered, or storage is unavailable. */
function isForNow(error: AppError): boolean {
  return isUnreachable(error) || error.code === 'STORAGE_UNAVAILABLE' || error.code === 'UNAUTHORIZED';
}
