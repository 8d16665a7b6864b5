import { writeSync } from 'node:fs';
import { openDatabase } from '@berth/db/open';
import { ChatStore } from '../../src/chat/store/store';

/**
 * A process of its own that appends until it is killed, four at a time. It prints an id only after the store has
 * acknowledged it. Arguments: database, migrations, round, and the ids to try again first.
 */
const [path = '', migrations, round, ...again] = process.argv.slice(2);
openDatabase(path, { migrations }).$client.close();
const store = new ChatStore({ path, userId: 'anonymous' }, {
  error: (fault: object) => writeSync(2, JSON.stringify(fault)),
} as never);

async function append(id: string): Promise<void> {
  const content = `content of ${id} `.repeat(20);
  await store.run('append', { sessionId: 'killed', create: {}, messages: [{ id, type: 'user', content }] });
  writeSync(1, `${id}\n`);
}

for (const id of again) await append(id);
await Promise.all(
  ['a', 'b', 'c', 'd'].map(async (lane) => {
    for (let n = 0; ; n++) await append(`${round}-${lane}-${n}`);
  }),
);
