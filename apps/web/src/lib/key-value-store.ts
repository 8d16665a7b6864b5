/**
 * One object store of IndexedDB, opened when it is first used. Every method rejects with a DOMException where this
 * browser keeps nothing, or has no room for more.
 */
export class KeyValueStore {
  readonly #database: string;
  readonly #store: string;
  readonly #options: IDBObjectStoreParameters;
  #opening: Promise<IDBDatabase> | undefined;

  constructor(database: string, store: string, options: IDBObjectStoreParameters = {}) {
    this.#database = database;
    this.#store = store;
    this.#options = options;
  }

  /** Answers the request's result once the transaction is on disk. */
  async run<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
    const db = await this.#open();
    return new Promise((resolve, reject) => {
      const transaction = db.transaction(this.#store, mode, { durability: 'strict' });
      const request = work(transaction.objectStore(this.#store));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error);
      transaction.onerror = () => reject(transaction.error);
    });
  }

  #open(): Promise<IDBDatabase> {
    this.#opening ??= new Promise((resolve, reject) => {
      const request = indexedDB.open(this.#database, 1);
      request.onupgradeneeded = () => request.result.createObjectStore(this.#store, this.#options);
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    this.#opening.catch(() => {
      this.#opening = undefined;
    });
    return this.#opening;
  }
}
