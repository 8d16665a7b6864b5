import { setImmediate as yieldToOthers } from 'node:timers/promises';
import type { AgentEvent } from '@berth/protocol/agent-event';
import type { quickOpenInput, quickOpenOutput } from '@berth/protocol/search';
import type { z } from 'zod';
import { fuzzyMatch } from './fuzzy';
import { LineSplitter } from './line-splitter';
import { ripgrep } from './ripgrep';

/** Files that quick open considers. */
const MAX_FILES = 200_000;
/** Milliseconds a listing is used without having heard of a change. */
const MAX_AGE_MS = 30_000;
/** Paths that are compared before others get their turn. */
const SLICE = 10_000;

interface Listing {
  paths: string[];
  truncated: boolean;
}

/** The project's files by name, listed when they are asked for and again after a change. */
export class FileIndex {
  readonly #root: string;
  #listing: { promise: Promise<Listing>; at: number } | undefined;

  constructor(root: string) {
    this.#root = root;
  }

  /** Forgets the listing when files came or went. */
  noticed(event: AgentEvent): void {
    const isAffected =
      event.type === 'fs_reset' ||
      (event.type === 'fs_changes' &&
        event.changes.some(({ action, path }) => action !== 'update' || path.endsWith('.gitignore')));
    if (isAffected) this.#listing = undefined;
  }

  async find({ query, limit }: z.output<typeof quickOpenInput>): Promise<z.input<typeof quickOpenOutput>> {
    const { paths, truncated } = await this.#list();
    const found: { path: string; score: number; positions: number[] }[] = [];
    for (const [index, path] of paths.entries()) {
      if (index % SLICE === SLICE - 1) await yieldToOthers();
      const match = fuzzyMatch(query, path);
      if (match) found.push({ path, ...match });
    }
    found.sort((a, b) => b.score - a.score || (a.path < b.path ? -1 : 1));
    const files = found.slice(0, limit).map(({ path, positions }) => ({ path, positions }));
    return { files, total: paths.length, truncated };
  }

  #list(): Promise<Listing> {
    if (this.#listing && Date.now() - this.#listing.at < MAX_AGE_MS) return this.#listing.promise;
    const promise = listFiles(this.#root);
    const listing = { promise, at: Date.now() };
    this.#listing = listing;
    promise.catch(() => {
      if (this.#listing === listing) this.#listing = undefined;
    });
    return promise;
  }
}

async function listFiles(root: string): Promise<Listing> {
  const splitter = new LineSplitter(16_384);
  const paths: string[] = [];
  const signal = AbortSignal.timeout(60_000);
  for await (const piece of ripgrep({ cwd: root, args: ['--files', '--no-messages'], signal })) {
    for (const { line } of splitter.push(piece)) {
      if (paths.length >= MAX_FILES) return { paths, truncated: true };
      paths.push(line.toString('utf8').slice(2));
    }
  }
  return { paths, truncated: false };
}
