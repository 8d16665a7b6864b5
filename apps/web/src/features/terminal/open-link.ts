import type { Terminal } from '@berth/protocol/terminal';
import { trpc } from '../../lib/trpc';
import { openFile } from '../../workbench/open-file';
import { type PathLink, projectPath } from './path-links';
import { refreshTerminals, useTerminals } from './terminal-store';

/** Opens the file that a terminal names, seen from where its shell is now: the list that is at hand may be seconds old. */
export async function openLink({ path, wider, line, column }: PathLink, terminal: Terminal): Promise<void> {
  // Without an answer, where the shell was has to do.
  await refreshTerminals(terminal.projectId).catch(() => {});
  const { terminals = [] } = useTerminals.getState();
  const now = terminals.find(({ sessionId }) => sessionId === terminal.sessionId) ?? terminal;
  const inProject = projectPath(path, now);
  const widerInProject = wider.map((each) => projectPath(each, now)).filter((each) => each !== undefined);
  const there = await firstThere(terminal.projectId, widerInProject);
  const meant = there ?? inProject;
  if (meant) openFile(meant, { position: { line, ...(column === undefined ? {} : { column }) } });
}

/** The first of the paths at which a file is. */
async function firstThere(projectId: string, paths: readonly string[]): Promise<string | undefined> {
  const found = await Promise.all(
    paths.map((path) =>
      trpc.fs.stat.query({ projectId, path }).then(
        ({ type }) => type !== 'directory',
        () => false,
      ),
    ),
  );
  return paths.find((_path, at) => found[at]);
}
