import type { Terminal } from '@berth/protocol/terminal';
import { openFile } from '../../workbench/open-file';
import { type PathLink, projectPath } from './path-links';
import { refreshTerminals, useTerminals } from './terminal-store';

/** Opens the file that a terminal names, seen from where its shell is now: the list that is at hand may be seconds old. */
export async function openLink({ path, ...position }: PathLink, terminal: Terminal): Promise<void> {
  // Without an answer, where the shell was has to do.
  await refreshTerminals(terminal.projectId).catch(() => {});
  const { terminals = [] } = useTerminals.getState();
  const now = terminals.find(({ sessionId }) => sessionId === terminal.sessionId) ?? terminal;
  const inProject = projectPath(path, now);
  if (inProject) openFile(inProject, { position });
}
