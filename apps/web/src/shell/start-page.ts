import '../lib/zod';
import { filesPanel } from '../features/fs/panel';
import { watchProjects } from '../features/projects/watch-projects';
import { terminalPanel } from '../features/terminal/panel';
import { followTerminals, refreshTerminals } from '../features/terminal/terminal-store';
import { watchConnection } from '../lib/connection';
import { queryClient } from '../lib/query';
import { socket } from '../lib/socket';
import { joinAhead } from '../workbench/join-ahead';
import { parseRoute } from './route';

/**
 * What needs nothing drawn, begun as soon as the page's script runs: the connection, and on a project's page its events,
 * then its terminals, and the code of the panels it opens with. On every connection events come first, so that none falls
 * between a snapshot and its changes.
 */
function startPage(): void {
  const route = parseRoute(location.search);
  if (route.view === 'project') {
    terminalPanel.load();
    filesPanel.load();
    const { projectId } = route;
    joinAhead(projectId);
    followTerminals(projectId);
    socket().once('connect', () => void refreshTerminals(projectId).catch(() => {}));
  }
  watchProjects(queryClient);
  watchConnection(() => void queryClient.invalidateQueries());
}

// Not while the page is built.
if (typeof window !== 'undefined') startPage();
