import type { Entry } from '@berth/protocol/fs-entry';
import type { QueryClient } from '@tanstack/react-query';
import { trpc } from '../../lib/trpc';
import { showError, showToast } from '../../ui/toasts';
import { openFile } from '../../workbench/open-file';
import { isShown } from '../../workbench/shown-project';
import { copyEntry } from './copy-entry';
import { copyUnderFreeName } from './copy-under-free-name';
import { refreshEntries } from './folder-queries';
import { moveEntry, unsavedPaths } from './move-entry';
import { tellDeleted, tellMoved, tellRestored } from './path-events';
import { joinPath, nameOf } from './paths';
import type { NewEntryType } from './tree-rows';
import { forgetInTree, moveInTree, revealEntry, setExpanded, useTree } from './tree-state';

/** What a person does to files. Failures are told in a toast; each answers whether it was done. */
export interface FileActions {
  create(parent: string, name: string, type: NewEntryType): Promise<boolean>;
  /** Asks what to do where the name is taken. */
  move(from: string, to: string): Promise<boolean>;
  /** Copies into a folder, which may be its own, under a name that is free there. */
  copyInto(folder: string, path: string): Promise<boolean>;
  remove(entry: Entry): Promise<boolean>;
  /** Puts a deleted entry back where it was. */
  restore(token: string, path: string): Promise<boolean>;
}

const UNDO_MS = 12_000;

interface Replacing {
  from: string;
  path: string;
  /** Puts back what was at the path. */
  replaced: string;
  /** Unsaved text of what was there stays there. */
  staying: ReadonlySet<string>;
}

export function createFileActions(client: QueryClient, projectId: string): FileActions {
  const refresh = (...paths: string[]) => refreshEntries(client, { projectId, paths });

  /** By the time it is done, another project may be on screen, with the same paths. */
  const show = (work: () => void): void => {
    if (isShown(projectId)) work();
  };

  /** Work that answers `false` was given up by the person. */
  async function attempt(title: string, work: () => Promise<unknown>): Promise<boolean> {
    try {
      return (await work()) !== false;
    } catch (error) {
      showError(title, error);
      return false;
    }
  }

  const restore = (token: string, path: string) =>
    attempt(`“${nameOf(path)}” could not be put back`, async () => {
      await trpc.fs.restore.mutate({ projectId, token });
      await refresh(path);
      show(() => {
        tellRestored(path);
        revealEntry(path);
      });
    });

  /** Goes along with an entry that has moved. */
  async function follow(from: string, to: string, staying?: ReadonlySet<string>): Promise<void> {
    show(() => {
      moveInTree(from, to);
      tellMoved(from, to, staying);
    });
    await refresh(from, to);
    show(() => revealEntry(to));
  }

  /** Tells of a replaced entry, with a way to move the other back and to put this one back. */
  function offerUndo({ from, path, replaced, staying }: Replacing): void {
    const undo = () =>
      attempt(`“${nameOf(path)}” could not be moved back`, async () => {
        const wasOpen = isShown(projectId) && useTree.getState().expanded.has(path);
        await trpc.fs.rename.mutate({ projectId, from: path, to: from });
        await follow(path, from, staying);
        const restored = await restore(replaced, path);
        if (wasOpen) show(() => setExpanded(path, true));
        return restored;
      });
    showToast({
      kind: 'info',
      title: `“${nameOf(path)}” was replaced`,
      durationMs: UNDO_MS,
      action: { label: 'Undo', run: () => void undo() },
    });
  }

  async function copy(from: string, to: string): Promise<boolean> {
    const copied = await copyEntry({ projectId, from, to });
    await refresh(to);
    if (copied) show(() => revealEntry(to));
    return copied;
  }

  return {
    create: (parent, name, type) =>
      attempt(`“${name}” could not be created`, async () => {
        // A name that ends in a slash is a folder's, whatever was asked for.
        const folder = type === 'directory' || name.endsWith('/');
        const path = joinPath(parent, name.replace(/\/+$/, ''));
        if (folder) await trpc.fs.mkdir.mutate({ projectId, path });
        else await trpc.fs.create.mutate({ projectId, path });
        // The first part of the name is what is new in the folder; the others lie below it.
        await refresh(joinPath(parent, name.split('/', 1).join()));
        show(() => {
          revealEntry(path);
          if (!folder) openFile(path);
        });
      }),
    move: (from, to) =>
      attempt(`“${nameOf(from)}” could not be moved`, async () => {
        const moved = await moveEntry({ projectId, from, to });
        if (moved === null) return false;
        const { path, replaced } = moved;
        if (replaced !== null) show(() => tellDeleted(path));
        const staying = unsavedPaths();
        await follow(from, path);
        if (replaced !== null) offerUndo({ from, path, replaced, staying });
        return true;
      }),
    restore,
    copyInto: (folder, path) =>
      attempt(`“${nameOf(path)}” could not be copied`, async () => {
        const { entries } = await trpc.fs.list.query({ projectId, path: folder });
        return copyUnderFreeName(nameOf(path), {
          taken: entries.map((entry) => entry.name),
          copy: (name) => copy(path, joinPath(folder, name)),
        });
      }),
    remove: (entry) =>
      attempt(`“${entry.name}” could not be deleted`, async () => {
        const { path } = entry;
        const { undo } =
          entry.type === 'directory'
            ? await trpc.fs.rmdir.mutate({ projectId, path, recursive: true })
            : await trpc.fs.delete.mutate({ projectId, path });
        show(() => {
          forgetInTree(path);
          tellDeleted(path);
        });
        await refresh(path);
        showToast({
          kind: 'info',
          title: `“${entry.name}” was deleted`,
          durationMs: UNDO_MS,
          ...(undo ? { action: { label: 'Undo', run: () => void restore(undo, path) } } : {}),
        });
      }),
  };
}
