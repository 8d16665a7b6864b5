import type { Channel } from './channel';

const STEP_MS = 15_000;

/** Types and waits for a text in the output; gives the bytes until then. @throws Error after 15 s. */
export function until(channel: Channel, typed: string, expected: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`No ${expected} within 15 s.`)), STEP_MS);
    let tail = '';
    let bytes = 0;
    channel.listen((chunk) => {
      bytes += chunk.length;
      tail = (tail + chunk.subarray(-200).toString('latin1')).slice(-400);
      if (!tail.includes(expected)) return;
      clearTimeout(timer);
      channel.listen(() => {});
      resolve(bytes);
    });
    channel.type(typed);
  });
}

/** Bytes per second of `cat` of a file; the end marker is split so that its echo is not taken for it. */
export async function throughput(channel: Channel, path: string): Promise<number> {
  const start = performance.now();
  const bytes = await until(channel, `cat ${path}; echo en''d-of-cat\n`, 'end-of-cat');
  return bytes / ((performance.now() - start) / 1000);
}

/** Milliseconds of single keys until their echo, in a channel where `cat` runs. */
export async function echoes(channel: Channel, count: number): Promise<number[]> {
  await until(channel, "stty -icanon; echo rea''dy; cat >/dev/null\n", 'ready');
  const times: number[] = [];
  for (let key = 0; key < count; key++) {
    const letter = String.fromCharCode(97 + (key % 26));
    const start = performance.now();
    await until(channel, letter, letter);
    times.push(performance.now() - start);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return times;
}
