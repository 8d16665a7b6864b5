import type { Entry } from '@berth/protocol/fs-entry';
import type { QueryClient } from '@tanstack/react-query';
import { trpc } from '../../lib/trpc';
import { showError } from '../../ui/toasts';
import { openFile } from '../../workbench/open-file';
import { type Copying, copyEntries } from './copy-entries';
import { fileWork } from './file-work';
import { type Move, moveEntries } from './move-entries';
import { joinPath } from './paths';
import { type RemoveOptions, removeEntries } from './remove-entries';
import { restoreEntries } from './restore-entries';
import type { NewEntryType } from './tree-rows';
import { revealEntry } from './tree-state';

/** What a person does to files, one or several at once. Failures are told in a notice. */
export interface FileActions {
  /** Answers whether it was done. */
  create(parent: string, name: string, type: NewEntryType): Promise<boolean>;
  /** Asks what to do where a name is taken. Answers where those are now that moved. */
  move(moves: readonly Move[]): Promise<string[]>;
  /** Copies into folders, which may be their own, under names that are free there. Answers whether all were. */
  copyInto(copies: readonly Copying[]): Promise<boolean>;
  /** Answers the paths that are gone. */
  remove(entries: readonly Entry[], options?: RemoveOptions): Promise<string[]>;
  /** Puts a deleted entry back where it was. Answers whether it is there. */
  restore(token: string, path: string): Promise<boolean>;
}

export function createFileActions(client: QueryClient, projectId: string): FileActions {
  const work = fileWork(client, projectId);

  async function create(parent: string, name: string, type: NewEntryType): Promise<void> {
    // A name that ends in a slash is a folder's, whatever was asked for.
    const folder = type === 'directory' || name.endsWith('/');
    const path = joinPath(parent, name.replace(/\/+$/, ''));
    if (folder) await trpc.fs.mkdir.mutate({ projectId, path });
    else await trpc.fs.create.mutate({ projectId, path });
    // The first part of the name is what is new in the folder; the others lie below it.
    await work.refresh([joinPath(parent, name.split('/', 1).join())]);
    work.show(() => {
      revealEntry(path);
      if (!folder) openFile(path);
    });
  }

  return {
    async create(parent, name, type) {
      try {
        await create(parent, name, type);
        return true;
      } catch (error) {
        showError(`“${name}” could not be created`, error);
        return false;
      }
    },
    move: (moves) => moveEntries(work, moves),
    copyInto: (copies) => copyEntries(work, copies),
    remove: (entries, options) => removeEntries(work, entries, options),
    restore: (token, path) => restoreEntries(work, [{ path, token }]),
  };
}
