import { join } from 'node:path';
import { openDatabase } from '@berth/db/open';
import { KEYS_PER_SESSION } from '@berth/db/schema/chat';
import type { Berth } from '@berth/e2e/support/berth';
import { type BenchTable, ms, sample, summarize } from './bench';

const SESSIONS = 10_000;
const MESSAGES = 100;
const WORDS_IN_MESSAGE = 20;
const VOCABULARY = 20_000;
const QUERIES = 100;
const FLOOR_MS = 100;

/** The same numbers in every run. */
function createRandom(): () => number {
  let seed = 42;
  return () => {
    seed = (seed * 16_807) % 2_147_483_647;
    return seed / 2_147_483_647;
  };
}

/** Words with a long tail, as in speech: the commonest is in about every second message. */
function createLanguage() {
  const random = createRandom();
  const syllables = [
    'ka',
    'lo',
    'mi',
    'ter',
    'ban',
    'su',
    'ne',
    'vor',
    'qui',
    'del',
    'pra',
    'xo',
    'ful',
    'gim',
    'ryt',
  ];
  const syllable = () => syllables[Math.floor(random() * syllables.length)] ?? 'ka';
  const words = Array.from({ length: VOCABULARY }, (_, i) => `${syllable()}${syllable()}${i.toString(36)}`);
  const word = () => words[Math.floor(VOCABULARY ** random()) - 1] ?? 'ka';
  const message = () => Array.from({ length: WORDS_IN_MESSAGE }, word).join(' ');
  return { words, message };
}

/** Written straight into the stopped server's database: what is measured is finding, not saving. */
function fill(path: string, message: () => string): void {
  const { $client } = openDatabase(path);
  // Filling is not measured; a bench that loses power starts again.
  $client.pragma('synchronous = OFF');
  $client.pragma('cache_size = -524288');
  const offset = Number(
    $client.prepare('SELECT coalesce(max(revision), 0) FROM chat_sessions').pluck().get(),
  );
  const addSession = $client.prepare(
    `INSERT INTO chat_sessions (id, user_id, title, status, created_at, updated_at, message_count, file_count,
       next_sequence, revision, activity)
     VALUES (?, 'anonymous', ?, 'active', ?, ?, ${MESSAGES}, 0, ${MESSAGES}, ?, ?)`,
  );
  const addMessage = $client.prepare(
    `INSERT INTO chat_messages (key, session_number, id, type, content, status, created_at)
     VALUES (?, ?, ?, 'user', ?, 'complete', ?)`,
  );
  const now = new Date().toISOString();
  const addSessions = $client.transaction((first: number, count: number) => {
    for (let at = first; at < first + count; at++) {
      const revision = offset + at + 1;
      const { lastInsertRowid } = addSession.run(
        `search-${at}`,
        `Session ${at}`,
        now,
        now,
        revision,
        revision,
      );
      const number = Number(lastInsertRowid);
      for (let i = 0; i < MESSAGES; i++) {
        addMessage.run(number * KEYS_PER_SESSION + i, number, `m${i}`, message(), now);
      }
    }
  });
  for (let first = 0; first < SESSIONS; first += 500) addSessions(first, 500);
  $client.close();
}

export async function measureSearch(berth: Berth): Promise<BenchTable> {
  const { words, message } = createLanguage();
  const start = performance.now();
  await berth.stopServer();
  fill(join(berth.dataDir, 'berth.db'), message);
  const filled = (performance.now() - start) / 1_000;
  await berth.startServer();
  const client = berth.client();
  const random = createRandom();
  const rank = (from: number, to: number) => words[from + Math.floor(random() * (to - from))] ?? '';
  const kinds: [string, () => string][] = [
    ['a rare word (in about 100 messages)', () => `${rank(10_000, VOCABULARY)} `],
    ['a usual word (in about 1 of 100)', () => `${rank(100, 300)} `],
    ['a common word (in about 1 of 10)', () => `${rank(10, 30)} `],
    ['two usual words', () => `${rank(30, 100)} ${rank(30, 100)} `],
    ['the beginning of a word', () => rank(100, VOCABULARY).slice(0, 4)],
  ];
  const all: number[] = [];
  const rows: BenchTable['rows'] = [];
  for (const [kind, query] of kinds) {
    const times = await sample(() => client.chat.history.query({ query: query() }), { count: QUERIES });
    all.push(...times);
    const { p50, p95 } = summarize(times);
    rows.push([kind, ms(p50), ms(p95), ms(Math.max(...times))]);
  }
  const total = summarize(all);
  rows.push(['all', ms(total.p50), ms(total.p95), ms(Math.max(...all))]);
  const commonest = await sample(() => client.chat.history.query({ query: `${words[0]} ` }), { count: 10 });
  rows.push([
    'the commonest word of all (not in the line above)',
    ms(summarize(commonest).p50),
    ms(summarize(commonest).p95),
    '',
  ]);
  return {
    title: `Search over ${(SESSIONS * MESSAGES).toLocaleString('en')} messages`,
    columns: ['query', 'p50', 'p95', 'worst'],
    rows,
    notes: [
      `Floor: p95 of ${FLOOR_MS} ms: ${total.p95 <= FLOOR_MS ? 'met' : 'MISSED'}.`,
      `${SESSIONS.toLocaleString('en')} sessions of ${MESSAGES} messages of ${WORDS_IN_MESSAGE} words, written in ${filled.toFixed(0)} s; each answer is 50 sessions, newest first, with snippets.`,
    ],
  };
}
