import type { Terminal } from '@berth/protocol/terminal';
import { emitAck } from '../../lib/socket';
import { trpc } from '../../lib/trpc';
import { type PathLink, projectPath } from './path-links';

/** The files that places in a terminal's output mean, seen from where its shell is now; undefined where no file of the project is. */
export async function filesAt(
  places: readonly PathLink[],
  terminal: Terminal,
): Promise<(string | undefined)[]> {
  const { projectId, sessionId } = terminal;
  // The list that is at hand may be seconds old. Without an answer, where the shell was has to do.
  const { terminals } = await emitAck('terminal_list', { projectId }).catch(() => ({ terminals: [] }));
  const now = terminals.find((each) => each.sessionId === sessionId && each.cwd !== '') ?? terminal;
  const candidates = places.map(({ wider, path }) =>
    [...wider, path].map((each) => projectPath(each, now)).filter((each) => each !== undefined),
  );
  const there = new Map<string, Promise<boolean>>();
  for (const path of candidates.flat()) if (!there.has(path)) there.set(path, isFile(projectId, path));
  const found = new Map(
    await Promise.all([...there].map(async ([path, isThere]) => [path, await isThere] as const)),
  );
  return candidates.map((paths) => paths.find((path) => found.get(path)));
}

const isFile = (projectId: string, path: string): Promise<boolean> =>
  trpc.fs.stat.query({ projectId, path }).then(
    ({ type, linkType }) => (type === 'symlink' ? linkType : type) === 'file',
    () => false,
  );
