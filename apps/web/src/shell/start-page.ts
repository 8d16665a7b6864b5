import '../lib/zod';
import { filesPanel } from '../features/fs/panel';
import { watchProjects } from '../features/projects/watch-projects';
import { attachAhead } from '../features/terminal/attach-ahead';
import { terminalPanel } from '../features/terminal/panel';
import { followTerminals, refreshTerminals, useTerminals } from '../features/terminal/terminal-store';
import { watchConnection } from '../lib/connection';
import { queryClient } from '../lib/query';
import { socket } from '../lib/socket';
import { joinAhead } from '../workbench/join-ahead';
import { storedLayout } from '../workbench/layout';
import { isShown } from '../workbench/shown-project';
import { parseRoute } from './route';

/**
 * What needs nothing drawn, begun as soon as the page's script runs: the connection, and on a project's page its events, then its
 * terminals, the screen of the one it opens with, and the code of its panels. On every connection events come first, so that none
 * falls between a snapshot and its changes.
 */
function startPage(): void {
  const route = parseRoute(location.search);
  if (route.view === 'project') {
    terminalPanel.load();
    filesPanel.load();
    const { projectId } = route;
    joinAhead(projectId);
    followTerminals(projectId);
    socket().once('connect', () => {
      refreshTerminals(projectId).then(
        () => attachShownAhead(projectId),
        () => {},
      );
    });
  }
  watchProjects(queryClient);
  watchConnection(() => void queryClient.invalidateQueries());
}

/** Attaches to the terminal that the page opens with. Once the workbench is drawn its views attach themselves. */
function attachShownAhead(projectId: string): void {
  const { active } = useTerminals.getState();
  if (active !== undefined && !isShown(projectId) && storedLayout(projectId).bottomOpen) attachAhead(active);
}

// Not while the page is built.
if (typeof window !== 'undefined') startPage();
