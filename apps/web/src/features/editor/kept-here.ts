import { KeyValueStore } from '../../lib/key-value-store';

/** Texts that this browser keeps at most. */
const TEXTS = 50;
/** Milliseconds after which a text is given up. */
const KEPT_MS = 30 * 24 * 60 * 60 * 1_000;

/** Unsaved text that differs from the server's draft of its file, kept until the person has chosen between them. */
export interface KeptHere {
  raw: string;
  baseEtag: string | null;
}

/** Pages of one browser keep texts of the same file beside each other. `openedAt` is in milliseconds since 1970. */
export type KeptHereKey = [projectId: string, path: string, openedAt: number, page: string];

const store = new KeyValueStore('berth-editor-texts', 'texts');

/** Of these keys, those whose texts are given up: the old ones, and the oldest where there are too many. */
export function outdated(keys: readonly KeptHereKey[], now: number): KeptHereKey[] {
  const newestFirst = [...keys].sort((a, b) => b[2] - a[2]);
  return newestFirst.filter(([, , openedAt], index) => index >= TEXTS || openedAt < now - KEPT_MS);
}

export async function keepHere(key: KeptHereKey, text: KeptHere): Promise<void> {
  await store.run('readwrite', (texts) => texts.put(text, key));
}

export async function forgetHere(key: KeptHereKey): Promise<void> {
  await store.run('readwrite', (texts) => texts.delete(key));
}

/** The newest text that is kept here for a file. None where the browser keeps nothing. */
export async function findHere(file: {
  projectId: string;
  path: string;
}): Promise<{ key: KeptHereKey; text: KeptHere } | null> {
  try {
    const all = (await store.run('readonly', (texts) => texts.getAllKeys())) as KeptHereKey[];
    const old = outdated(all, Date.now());
    for (const key of old) await forgetHere(key);
    const key = all
      .filter((one) => one[0] === file.projectId && one[1] === file.path && !old.includes(one))
      .sort((a, b) => b[2] - a[2])[0];
    const text: KeptHere | undefined = key && (await store.run('readonly', (texts) => texts.get(key)));
    return key && text ? { key, text } : null;
  } catch {
    return null;
  }
}
