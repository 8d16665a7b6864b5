import { useCommands } from '../../lib/commands';
import { isApple } from '../../lib/keys';
import { FILE_TAB } from '../../workbench/open-file';
import { useTabs } from '../../workbench/tabs';
import { revealInTree } from '../fs/reveal-in-tree';
import { activePath, useActiveEditor } from './active-editor';
import type { OpenDocument } from './document';
import { findDocument, listDocuments } from './documents';
import { useFindTarget } from './find/find-target';
import { toggleSetting } from './settings';
import { canPreview, togglePreview } from './view-mode';

const category = 'Editor';

function activeDocument(): OpenDocument | undefined {
  const { tabs, activeId } = useTabs.getState();
  const tab = tabs.find(({ id }) => id === activeId);
  return tab?.kind === FILE_TAB && typeof tab.input.path === 'string'
    ? findDocument(tab.input.path)
    : undefined;
}

/** Whoever compares both sides of a conflict saves the result over the other side. */
function saveActive(): void {
  const document = activeDocument();
  if (document?.facts.merging) void document.resolve(document.buffer.text());
  else void document?.save();
}

const hasText = () => useActiveEditor.getState().view !== null;

/** Code that only an editor on screen needs is already there when this runs. */
async function goToLine(): Promise<void> {
  const { view } = useActiveEditor.getState();
  if (view) (await import('@codemirror/search')).gotoLine(view);
}

const findTarget = () => useFindTarget.getState().target;
const canFind = () => findTarget() !== null;

export function useEditorCommands(): void {
  useCommands([
    // The browser's own dialog helps nobody here, so the keys are taken even when there is nothing to save.
    { id: 'files.save', title: 'Save', category, keys: 'Mod+S', run: saveActive },
    {
      id: 'files.saveAll',
      title: 'Save all',
      category,
      keys: 'Mod+Alt+S',
      run: () => {
        for (const document of listDocuments()) if (document.facts.dirty) void document.save();
      },
    },
    {
      id: 'editor.gotoLine',
      title: 'Go to line',
      category,
      keys: 'Ctrl+G',
      when: hasText,
      run: () => void goToLine(),
    },
    {
      id: 'editor.find',
      title: 'Find',
      category,
      keys: 'Mod+F',
      when: canFind,
      run: () => findTarget()?.open('search'),
    },
    {
      id: 'editor.replace',
      title: 'Replace',
      category,
      keys: isApple() ? 'Mod+Alt+F' : 'Mod+H',
      when: canFind,
      run: () => findTarget()?.open('replace'),
    },
    {
      id: 'editor.findNext',
      title: 'Find next',
      category,
      keys: 'F3',
      when: canFind,
      run: () => findTarget()?.next(),
    },
    {
      id: 'editor.findPrevious',
      title: 'Find previous',
      category,
      keys: 'Shift+F3',
      when: canFind,
      run: () => findTarget()?.previous(),
    },
    {
      id: 'editor.wrap',
      title: 'Wrap long lines',
      category,
      keys: 'Alt+Z',
      run: () => toggleSetting('wrap'),
    },
    { id: 'editor.autosave', title: 'Toggle autosave', category, run: () => toggleSetting('autosave') },
    {
      id: 'editor.preview',
      title: 'Toggle preview',
      category,
      keys: 'Mod+Shift+V',
      when: () => canPreview(activeDocument()?.path ?? ''),
      run: () => togglePreview(activeDocument()?.path ?? ''),
    },
    {
      id: 'editor.reveal',
      title: 'Show in files',
      category,
      when: () => activePath() !== null,
      run: () => revealInTree(activePath() ?? ''),
    },
  ]);
}
