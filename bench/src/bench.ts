/** One measured comparison: rows of a table, each with its own unit in the cell's text. */
export interface BenchTable {
  title: string;
  columns: string[];
  rows: (string | number)[][];
  /** What must be known to read the table: sizes, counts, floors met or missed. */
  notes?: string[];
}

/** A named measurement. It starts what it needs, disposes of it, and bounds itself in time and count. */
export interface Bench {
  name: string;
  run(): Promise<BenchTable[]>;
}

/** Middle, tail and count of some samples, in the samples' unit. */
export interface Summary {
  p50: number;
  p95: number;
  p99: number;
  count: number;
}

/** @throws RangeError when there are no samples. */
export function summarize(samples: readonly number[]): Summary {
  const sorted = [...samples].sort((a, b) => a - b);
  const at = (fraction: number): number => {
    const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * fraction))];
    if (value === undefined) throw new RangeError('There are no samples.');
    return value;
  };
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), count: sorted.length };
}

/** Milliseconds each of `count` runs took, one after the other, after `warmup` runs that are not counted. */
export async function sample(
  work: () => Promise<unknown>,
  { count, warmup = Math.ceil(count / 10) }: { count: number; warmup?: number },
): Promise<number[]> {
  for (let run = 0; run < warmup; run++) await work();
  const times: number[] = [];
  for (let run = 0; run < count; run++) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  return times;
}

/** A number of milliseconds as a cell. */
export const ms = (value: number): string => `${value < 10 ? value.toFixed(2) : value.toFixed(0)} ms`;
/** Bytes as a cell, in MB of 1,000,000 bytes. */
export const mb = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
