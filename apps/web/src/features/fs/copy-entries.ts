import { trpc } from '../../lib/trpc';
import { showToast } from '../../ui/toasts';
import { showBatch } from './batch-store';
import { copyEntry } from './copy-entry';
import { copyUnderFreeName } from './copy-under-free-name';
import type { FileWork } from './file-work';
import { plural } from './format-bytes';
import { oneByOne } from './one-by-one';
import { failureNotice } from './outcome-notice';
import { joinPath, nameOf } from './paths';
import { revealEntries } from './tree-state';

export interface Copying {
  path: string;
  /** Where the copy goes; it may be the entry's own folder. */
  folder: string;
}

/**
 * Copies entries into folders under names that are free there, and selects the copies. What could not be copied is told in a notice.
 * Answers whether all were.
 */
export async function copyEntries(work: FileWork, copies: readonly Copying[]): Promise<boolean> {
  const { projectId } = work;
  const controller = new AbortController();
  const touched: string[] = [];
  const names = new Map<string, Set<string>>();
  const namesIn = async (folder: string): Promise<Set<string>> => {
    const known = names.get(folder) ?? (await readNames(projectId, folder));
    names.set(folder, known);
    return known;
  };
  const copyInto = async ({ path, folder }: Copying): Promise<string | null> => {
    const taken = await namesIn(folder);
    return copyUnderFreeName(nameOf(path), {
      taken,
      copy: async (name) => {
        const to = joinPath(folder, name);
        const isCopied = await copyEntry({ projectId, from: path, to });
        touched.push(to);
        taken.add(name);
        return isCopied ? to : null;
      },
    });
  };
  const tried = copies.length;
  const batch = { projectId, doing: 'Copying', total: tried, stop: () => controller.abort() };
  const { done, failed } = await showBatch(batch, (count) =>
    oneByOne(copies, (copying) => copyInto(copying).finally(count), controller.signal),
  );
  await work.refresh(touched);
  work.show(() => revealEntries(done));
  if (failed.length > 0) showToast({ kind: 'error', ...failureNotice('copied', { tried, failed }) });
  else if (done.length < tried && tried > 1) {
    showToast({ kind: 'info', title: `${done.length} of ${plural(tried, 'item')} copied` });
  }
  return done.length === tried;
}

async function readNames(projectId: string, folder: string): Promise<Set<string>> {
  const { entries } = await trpc.fs.list.query({ projectId, path: folder });
  return new Set(entries.map(({ name }) => name));
}
