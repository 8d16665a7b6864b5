import type { EditorView } from '@codemirror/view';
import { create } from 'zustand';
import type { EditorBridge, TextSelection } from '../../workbench/text-bridge';
import type { EditorSession } from './editor-session';

/** What the status bar shows of the editor that has the focus of the workbench. */
export interface EditorStatus {
  /** From 1, in characters. */
  line: number;
  column: number;
  cursors: number;
  /** Characters that are selected. */
  selected: number;
  language: string;
  indentation: string;
}

interface ActiveEditor {
  session: EditorSession | null;
  view: EditorView | null;
  status: EditorStatus | null;
}

/** The text editor that is on screen, if one is. */
export const useActiveEditor = create<ActiveEditor>(() => ({ session: null, view: null, status: null }));

/** What is selected in the editor on screen, if anything is. */
function currentSelection(): TextSelection | undefined {
  const { view, session } = useActiveEditor.getState();
  if (!view || !session) return undefined;
  const { state } = view;
  const { from, to, empty } = state.selection.main;
  if (empty) return undefined;
  return {
    path: session.document.path,
    text: state.sliceDoc(from, to),
    startLine: state.doc.lineAt(from).number,
    endLine: state.doc.lineAt(to).number,
  };
}

/** The path of the text on screen, or null. */
export function activePath(): string | null {
  return useActiveEditor.getState().session?.document.path ?? null;
}

function insertText(text: string): void {
  const { view } = useActiveEditor.getState();
  if (!view || view.state.readOnly) return;
  view.dispatch(view.state.replaceSelection(text), { scrollIntoView: true, userEvent: 'input' });
  view.focus();
}

/** The editor on screen, as other features use it. */
export const editorBridge: EditorBridge = { selection: currentSelection, insert: insertText };
