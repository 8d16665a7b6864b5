import type { AgentContext } from '../context';
import { FileIndex } from '../search/file-index';
import { TreeWatcher } from '../watch/tree-watcher';
import { Root } from './root';
import { Trash } from './trash';

export interface ProjectFiles {
  root: Root;
  trash: Trash;
  watcher: TreeWatcher;
  index: FileIndex;
}

const projects = new WeakMap<AgentContext, ProjectFiles>();

/** The files of the agent's one project. */
export function projectOf(agent: AgentContext): ProjectFiles {
  const known = projects.get(agent);
  if (known) return known;
  const root = new Root(agent.config.root);
  const index = new FileIndex(root.path);
  const watcher = new TreeWatcher({
    root,
    maxWatches: agent.config.watchLimit,
    emit: (event) => {
      index.noticed(event);
      agent.events.emit(event);
    },
  });
  agent.events.greet(() => ({ type: 'fs_watch', mode: watcher.mode }));
  const project = { root, trash: new Trash(root), watcher, index };
  projects.set(agent, project);
  return project;
}
