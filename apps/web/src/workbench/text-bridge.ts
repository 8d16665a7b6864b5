import { create } from 'zustand';

/** Text a person has selected, with where it is from. Lines count from 1. */
export interface TextSelection {
  text: string;
  path?: string;
  startLine?: number;
  endLine?: number;
}

/** What the editor offers to other features while a text is open in it. */
export interface EditorBridge {
  selection(): TextSelection | undefined;
  /** Puts text at the cursor, in place of the selection, and focuses the editor. */
  insert(text: string): void;
}

/** What the terminal offers to other features while one is open, or can be opened. */
export interface TerminalBridge {
  selection(): TextSelection | undefined;
  /** Types text into the terminal and submits it. The caller has asked the person. */
  run(text: string): void;
}

interface Bridges {
  editor: EditorBridge | null;
  terminal: TerminalBridge | null;
}

/** The way from feature to feature for text, so that none imports another. */
export const useTextBridges = create<Bridges>(() => ({ editor: null, terminal: null }));

/** Offers the editor until the returned function is called; the latest offer counts. */
export function offerEditor(editor: EditorBridge): () => void {
  useTextBridges.setState({ editor });
  return () => useTextBridges.setState((state) => (state.editor === editor ? { editor: null } : {}));
}

export function offerTerminal(terminal: TerminalBridge): () => void {
  useTextBridges.setState({ terminal });
  return () => useTextBridges.setState((state) => (state.terminal === terminal ? { terminal: null } : {}));
}
