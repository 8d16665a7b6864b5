import { describe, expect, it } from 'vitest';
import { Turns } from './turns';

/** Work that ends when it is told to. */
function held() {
  let end: () => void = () => {};
  const over = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { end, work: () => over };
}

describe('Turns', () => {
  it('lets one work at a time, in order, also after one that fails', async () => {
    const turns = new Turns();
    const done: string[] = [];
    const first = held();
    const all = [
      turns.take(async () => {
        await first.work();
        done.push('first');
        throw new Error('first');
      }),
      turns.take(async () => done.push('second')),
    ];
    first.end();
    await expect(all[0]).rejects.toThrow('first');
    await all[1];
    expect(done).toEqual(['first', 'second']);
  });

  it('ends the waiting of what is cancelled at once, never starts it, and leaves its place to others', async () => {
    const turns = new Turns();
    const running = held();
    const first = turns.take(running.work);
    const begun: string[] = [];
    for (let round = 0; round < 100; round += 1) {
      const abort = new AbortController();
      const waiting = turns.take(async () => begun.push('cancelled'), abort.signal);
      abort.abort(new Error('given up'));
      await expect(waiting).rejects.toThrow('given up');
    }
    const last = turns.take(async () => begun.push('last'));
    running.end();
    await Promise.all([first, last]);
    expect(begun).toEqual(['last']);
  });

  it('does not end what has begun: its own work listens to the signal', async () => {
    const turns = new Turns();
    const running = held();
    const abort = new AbortController();
    const taken = turns.take(running.work, abort.signal);
    await Promise.resolve();
    await Promise.resolve();
    abort.abort();
    let over = false;
    void taken.then(() => {
      over = true;
    });
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(over).toBe(false);
    running.end();
    await taken;
  });

  it('refuses more than fifty', async () => {
    const turns = new Turns();
    const running = held();
    const taken = Array.from({ length: 50 }, () => turns.take(running.work));
    await expect(turns.take(running.work)).rejects.toMatchObject({ code: 'CONFLICT' });
    running.end();
    await Promise.all(taken);
  });
});
