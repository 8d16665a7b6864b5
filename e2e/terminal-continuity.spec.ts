import { createHash } from 'node:crypto';
import { expect } from '@playwright/test';
import { io } from 'socket.io-client';
import { test } from './support/fixtures';
import { randomNumbers } from './support/random-numbers';
import { TerminalReader } from './support/terminal-reader';

const ROUNDS = 50;
const LINES = 3_000;

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

test('whatever breaks in the midst of output, no byte is missing and none comes twice', async ({ berth }) => {
  test.setTimeout(600_000);
  const { id: projectId } = await berth.client().project.create.mutate({ name: 'Continuity' });
  const typist = io(berth.url, { auth: { token: berth.token }, transports: ['websocket'], forceNew: true });
  const created = await typist.emitWithAck('terminal_create', { projectId, cols: 80, rows: 24 });
  const { sessionId } = created;
  // Only the reader looks on: a typist that does not acknowledge would hold the program up.
  await typist.emitWithAck('terminal_detach', { sessionId });
  using reader = new TerminalReader(berth, sessionId);
  const random = randomNumbers(20_260_101);
  const breaks = {
    'a broken connection': async () => reader.breakConnection(),
    'a reload': async () => reader.reload(),
    'a killed server': async () => {
      await berth.stopServer('SIGKILL');
      await berth.startServer();
    },
  };
  const kinds = Object.keys(breaks) as (keyof typeof breaks)[];

  for (let round = 0; round < ROUNDS; round++) {
    const kind = kinds[Math.floor(random() * kinds.length)] ?? 'a reload';
    const breakAt = 1 + Math.floor(random() * (LINES - 1));
    const line = (number: number): string => `round ${round} line ${number}`;
    // About a third of a second of output, so that what breaks does so in its midst.
    reader.forget();
    const program = `for i in $(seq ${LINES}); do echo "round ${round} line $i"; [ $((i % 100)) = 0 ] && sleep 0.01; done; echo "en""d ${round}"\n`;
    await expect
      .poll(() =>
        typist
          .timeout(2_000)
          .emitWithAck('terminal_data', { sessionId, data: program, clientId: 'typist', seq: round + 1 })
          .catch(() => ({ ok: false })),
      )
      .toMatchObject({ ok: true });
    await expect.poll(() => reader.text.includes(line(breakAt)), { intervals: [5] }).toBe(true);
    await breaks[kind]();
    await expect
      .poll(() => reader.text.includes(`\nend ${round}\r\n`), {
        message: `${kind} in round ${round}`,
        timeout: 30_000,
      })
      .toBe(true);
    const seen = reader.text.match(new RegExp(`^round ${round} line \\d+`, 'gm')) ?? [];
    const expected = Array.from({ length: LINES }, (_, index) => line(index + 1));
    expect(sha256(seen.join('\n')), `${kind} at line ${breakAt} of round ${round}`).toBe(
      sha256(expected.join('\n')),
    );
  }
  typist.disconnect();
});
