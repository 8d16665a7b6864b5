import { createHash, randomBytes } from 'node:crypto';

/** Marks are this and more: no process has so large a limit by itself, and no program can have so much memory. */
const LEAST = 1n << 52n;
/** Bits of a mark for a project, and for a session of it. */
const PROJECT_BITS = 36n;
const SESSION_BITS = 16n;
const KIB = 1024n;

/**
 * What every process of a session carries: its soft limit for resident memory (RLIMIT_RSS), in kibibytes. A process hands its limits on
 * to all it starts, whatever they do to their environment, parents, sessions and files; this one has had no effect since Linux 2.4.
 */
export function sessionMark(projectId: string, session: number): bigint {
  return (
    LEAST + (projectPart(projectId) << SESSION_BITS) + BigInt.asUintN(Number(SESSION_BITS), BigInt(session))
  );
}

/**
 * A mark of nobody's but its holder: as good as never that of a project's session, and never taken twice, not even by an agent that
 * starts anew.
 */
export function markOfItsOwn(): bigint {
  const drawn = randomBytes(8).readBigUInt64BE();
  return LEAST + BigInt.asUintN(Number(PROJECT_BITS + SESSION_BITS), drawn);
}

/** Whether a mark is of any session of the project. */
export function isMarkOf(projectId: string, mark: bigint): boolean {
  return mark >> SESSION_BITS === (LEAST >> SESSION_BITS) + projectPart(projectId);
}

/** The command that marks the shell that runs it. All shells name this limit alike. */
export const markingCommand = (mark: bigint): string => `ulimit -S -m ${mark}`;

/** The mark in the text of /proc/PID/limits; undefined where the limit is none or is not there. */
export function markIn(limits: string): bigint | undefined {
  const [, bytes] = /^Max resident set +(\d+) /m.exec(limits) ?? [];
  return bytes === undefined ? undefined : BigInt(bytes) / KIB;
}

function projectPart(projectId: string): bigint {
  const hash = createHash('sha256').update(projectId).digest().readBigUInt64BE();
  return BigInt.asUintN(Number(PROJECT_BITS), hash);
}
