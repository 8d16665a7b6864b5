import { mkdirSync } from 'node:fs';
import type { fsAgentCalls } from '@berth/protocol/fs';
import type { fsAgentStreams } from '@berth/protocol/fs-progress';
import type { Handlers, StreamHandlers } from '../handler';
import { copyEntry } from './copy';
import { entryAt } from './entry';
import { translated } from './errors';
import { listFolder } from './list';
import { moveEntry } from './move';
import { findWritable } from './own-area';
import { Progress } from './progress';
import { projectOf } from './project';
import { readFileAt } from './read';
import { countTree, deleteFile, removeFolder } from './remove';
import { createFile, updateFile } from './write';

export const fsHandlers: Handlers<typeof fsAgentCalls> = {
  'fs.read': (input, { agent }) =>
    translated(input.path, () => {
      const { root, watcher } = projectOf(agent);
      return readFileAt(root, {
        ...input,
        onOpen: (asked, real) => watcher.watchOpened(asked, real, 'file'),
      });
    }),
  'fs.create': (input, { agent }) => translated(input.path, () => createFile(projectOf(agent).root, input)),
  'fs.update': (input, { agent }) => translated(input.path, () => updateFile(projectOf(agent).root, input)),
  'fs.delete': (input, { agent, signal }) =>
    translated(input.path, () => deleteFile({ ...projectOf(agent), signal }, input)),
  'fs.mkdir': ({ path }, { agent }) =>
    translated(path, () => {
      const { root } = projectOf(agent);
      using place = findWritable(root, path, { follow: false, makeParents: true });
      mkdirSync(place.at);
      return entryAt(place, root);
    }),
  'fs.list': (input, { agent }) =>
    translated(input.path, () => {
      const { root, watcher } = projectOf(agent);
      return listFolder(root, {
        ...input,
        onOpen: (asked, real) => watcher.watchOpened(asked, real, 'folder'),
      });
    }),
  'fs.stat': ({ path }, { agent }) =>
    translated(path, () => {
      const { root } = projectOf(agent);
      using place = root.find(path, { follow: false });
      return entryAt(place, root);
    }),
  'fs.rename': (input, { agent }) => translated(input.from, () => moveEntry(projectOf(agent), input)),
  'fs.restore': ({ token }, { agent }) =>
    translated('the deleted entry', async () => {
      const { root, trash } = projectOf(agent);
      using place = root.find(await trash.restore(token), { follow: false });
      return entryAt(place, root);
    }),
  'fs.deleted': async (input, { agent }) => projectOf(agent).trash.list(input),
  'fs.count': ({ path }, { agent, signal }) =>
    translated(path, () => countTree(projectOf(agent).root, path, signal)),
};

export const fsStreamHandlers: StreamHandlers<typeof fsAgentStreams> = {
  'fs.copy': (input, { agent, signal, report }) =>
    translated(input.from, () =>
      copyEntry(projectOf(agent).root, input, { signal, progress: new Progress(report) }),
    ),
  'fs.rmdir': (input, { agent, signal, report }) =>
    translated(input.path, () =>
      removeFolder({ ...projectOf(agent), signal, progress: new Progress(report) }, input),
    ),
};
