import { MAX_WINDOW_BYTES } from '@berth/protocol/terminal';
import { expect, it } from 'vitest';
import { SendWindow } from './send-window';

/** A client that draws `bytesPerMs`, at the end of a way of `wayMs`, fed as fast as the window allows for a second. */
function windowFor(bytesPerMs: number, wayMs: number): SendWindow {
  return feed({ bytesPerMs, wayMs, frameMs: 0 }).window;
}

/** The same for one that acknowledges only at the end of a frame, and how many bytes it drew. */
function feed({ bytesPerMs, wayMs, frameMs }: { bytesPerMs: number; wayMs: number; frameMs: number }): {
  window: SendWindow;
  drawn: number;
} {
  let now = 0;
  let drawn = 0;
  const window = new SendWindow(0, () => now);
  window.send(10);
  now += wayMs;
  window.acknowledge(10);
  const onTheWay: { end: number; drawnAt: number }[] = [];
  let busyUntil = 0;
  while (now < 1_000) {
    for (let bytes = window.room; bytes > 0; bytes = window.room) {
      const frame = Math.min(bytes, 64 * 1024);
      window.send(frame);
      busyUntil = Math.max(busyUntil, now) + frame / bytesPerMs;
      const seenAt = frameMs === 0 ? busyUntil : Math.ceil(busyUntil / frameMs) * frameMs;
      onTheWay.push({ end: window.sentEnd, drawnAt: seenAt + wayMs });
    }
    const next = onTheWay.shift();
    if (!next) break;
    now = Math.max(now, next.drawnAt);
    window.acknowledge(next.end);
    drawn = next.end;
  }
  return { window, drawn };
}

it('lets a client that never acknowledges have its first window and no more', () => {
  const window = new SendWindow(0);
  window.send(MAX_WINDOW_BYTES);
  expect(window.room).toBe(0);
  expect(MAX_WINDOW_BYTES).toBeGreaterThan(512 * 1024);
});

it('keeps a slow client no further ahead than it draws in a moment', () => {
  const window = windowFor(4_000, 0.5);
  expect(window.inFlight + window.room).toBeLessThanOrEqual(4_000 * 60);
});

it('does not starve a client that acknowledges only once a frame', () => {
  const { drawn } = feed({ bytesPerMs: 6_000, wayMs: 0.5, frameMs: 33 });
  expect(drawn / 1_000).toBeGreaterThan(4_000);
});

it('lets a fast client, or one at the end of a long way, have more', () => {
  expect(windowFor(60_000, 0.5).inFlight + windowFor(60_000, 0.5).room).toBeGreaterThan(512 * 1024);
  expect(windowFor(20_000, 30).inFlight + windowFor(20_000, 30).room).toBeGreaterThan(512 * 1024);
});

it('counts in whole bytes and ignores acknowledgements of what was never sent', () => {
  const window = windowFor(7_777.7, 0.3);
  expect(Number.isInteger(window.room)).toBe(true);
  window.acknowledge(1e15);
  expect(window.inFlight).toBe(0);
});

it('gives a client that acknowledges in large steps two of them', () => {
  const window = new SendWindow(0, () => 0);
  window.send(400_000);
  window.acknowledge(400_000);
  expect(window.room).toBeGreaterThanOrEqual(800_000);
});

it('forgets a large step once the steps are small', () => {
  let now = 0;
  const window = new SendWindow(0, () => now);
  window.send(400_000);
  now += 400;
  window.acknowledge(400_000);
  for (let step = 0; step < 100; step++) {
    window.send(8_000);
    now += 8;
    window.acknowledge(window.sentEnd);
  }
  expect(window.room).toBeLessThan(64 * 1024);
});
