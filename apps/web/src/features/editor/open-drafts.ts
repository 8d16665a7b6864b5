import { trpc } from '../../lib/trpc';
import { FILE_TAB, fileTabId } from '../../workbench/open-file';
import { setTabDirty, useTabs } from '../../workbench/tabs';
import { nameOf, parentOf, ROOT } from '../fs/paths';
import { findDocument } from './documents';

/** Gives every draft of the project a tab, beside those that are open, so that unsaved text is in sight on any device. */
export async function openDrafts(projectId: string): Promise<void> {
  const { drafts } = await trpc.drafts.list.query({ projectId });
  for (const { path } of drafts) {
    const id = fileTabId(path);
    const folder = parentOf(path);
    const tab = {
      id,
      kind: FILE_TAB,
      title: nameOf(path),
      ...(folder === ROOT ? {} : { description: folder }),
      input: { path },
      preview: false,
    };
    useTabs.setState(({ tabs }) => (tabs.some((open) => open.id === id) ? {} : { tabs: [...tabs, tab] }));
    if (!findDocument(path)) setTabDirty(id, true);
  }
}
