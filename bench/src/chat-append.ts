import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase } from '@berth/db/open';
import type { Berth } from '@berth/e2e/support/berth';
import { type BenchTable, ms, sample, summarize } from './bench';

const COUNT = 1_000;
const CONCURRENT = 16;
const FLOOR = 1.5;
const content =
  'A message as people write them, of about a hundred characters, so two lines on a usual screen width.';

/** Milliseconds of one commit of one row: the loop that nothing with these pragmas can beat, on the same disk. */
async function bareCommits(folder: string): Promise<number[]> {
  const { $client } = openDatabase(join(folder, 'bare.db'));
  $client.exec('CREATE TABLE bare (id INTEGER PRIMARY KEY, content TEXT NOT NULL)');
  const insert = $client.prepare('INSERT INTO bare (content) VALUES (?)');
  const times = await sample(async () => insert.run(content), { count: COUNT });
  $client.close();
  return times;
}

export async function measureAppends(berth: Berth): Promise<BenchTable> {
  const folder = mkdtempSync(join(berth.dataDir, 'bench-'));
  const client = berth.client();
  const sessionId = 'bench-append';
  let next = 0;
  const append = () =>
    client.chat.append.mutate({
      sessionId,
      create: {},
      messages: [{ id: `m${next++}`, type: 'user', content }],
    });
  // A request of the same kind and size, which the server answers without asking its storage.
  const askNothing = () =>
    client.chat.stop.mutate({ sessionId: content.slice(0, 100), messageId: content.slice(0, 100) });
  try {
    const bare = summarize(await bareCommits(folder));
    const trip = summarize(await sample(askNothing, { count: COUNT }));
    const appended = summarize(await sample(append, { count: COUNT }));
    const start = performance.now();
    await Promise.all(
      Array.from({ length: CONCURRENT }, async () => {
        for (let i = 0; i < COUNT / CONCURRENT; i++) await append();
      }),
    );
    const rate = (Math.floor(COUNT / CONCURRENT) * CONCURRENT * 1_000) / (performance.now() - start);
    const limit = bare.p50 + trip.p50;
    return {
      title: 'Append a message',
      columns: ['what', 'p50', 'p95', 'per second'],
      rows: [
        [
          'bare better-sqlite3 commit, same pragmas',
          ms(bare.p50),
          ms(bare.p95),
          Math.round(1_000 / bare.p50),
        ],
        [
          'HTTP round trip of that size (chat.stop of nothing)',
          ms(trip.p50),
          ms(trip.p95),
          Math.round(1_000 / trip.p50),
        ],
        ['chat.append, one client', ms(appended.p50), ms(appended.p95), Math.round(1_000 / appended.p50)],
        [`chat.append, ${CONCURRENT} at a time`, '', '', Math.round(rate)],
      ],
      notes: [
        `Floor: ${FLOOR} × (commit + round trip) = ${ms(FLOOR * limit)}; measured ${(appended.p50 / limit).toFixed(2)} ×: ${appended.p50 <= FLOOR * limit ? 'met' : 'MISSED'}.`,
        `${COUNT} of each, one after the other; every append is a transaction of its own, indexed for search, told to viewers.`,
      ],
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
