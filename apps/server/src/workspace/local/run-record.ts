import { readFileSync, rmSync } from 'node:fs';
import { z } from 'zod';

const runRecordSchema = z.object({
  pid: z.number().int().positive(),
  startTime: z.string(),
  bundleHash: z.string(),
});
/** Which process is a project's agent. A pid may be given again, so the process's start counts too. */
export type RunRecord = z.infer<typeof runRecordSchema>;

/** Undefined where there is none, or none that can be read. */
export function readRunRecord(path: string): RunRecord | undefined {
  try {
    return runRecordSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return undefined;
  }
}

/** Removes the record of this process, and leaves one that names a later process. */
export function removeRunRecord(
  path: string,
  { pid, startTime }: Pick<RunRecord, 'pid' | 'startTime'>,
): void {
  const record = readRunRecord(path);
  if (record?.pid === pid && record.startTime === startTime) rmSync(path, { force: true });
}
