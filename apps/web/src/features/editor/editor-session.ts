import { Compartment, EditorState, type Extension, type StateEffect, Text } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import type { TextPosition } from '../../workbench/open-file';
import type { OpenDocument } from './document';
import { editorSetup } from './editor-setup';
import { detectIndentation, type Indentation } from './indentation';
import { indentationOf, languageSupport } from './language-support';
import { differingRange, type TextBuffer } from './text-buffer';

/** A document's text as CodeMirror holds it: it outlives the view, and undo goes on where it was. */
export class EditorSession implements TextBuffer {
  readonly document: OpenDocument;
  state: EditorState;
  view: EditorView | null = null;
  /** It was on screen when it was moved: it is shown anew because of that, not because the person has turned to it. */
  shownAgain = false;
  indentation: Indentation;
  languageName = 'Plain text';
  language: Extension = [];
  /** The person has chosen the language: the file does not tell it. */
  #chosen = false;
  #scroll: StateEffect<unknown> | null = null;
  readonly #languageListeners = new Set<() => void>();
  readonly #format = new Compartment();
  readonly #language = new Compartment();
  readonly #indent = new Compartment();
  /** What belongs to the view that shows it now. */
  readonly #shown = new Compartment();

  constructor(document: OpenDocument) {
    this.document = document;
    const text = document.buffer.text();
    this.indentation = detectIndentation(text);
    this.state = EditorState.create({
      doc: Text.of(text.split('\n')),
      extensions: [
        this.#shown.of([]),
        this.#format.of(this.#formatExtension()),
        this.#language.of([]),
        this.#indent.of(indentationOf(this.indentation)),
        editorSetup,
        EditorView.updateListener.of((update) => {
          this.state = update.state;
          if (update.docChanged) document.changed();
        }),
      ],
    });
    let { format, etag } = document.facts;
    document.subscribe(() => {
      if (document.facts.etag !== etag) {
        // Another version is on disk, such as one with a first line that tells the language.
        etag = document.facts.etag;
        if (!this.#chosen) this.setLanguage(null).catch(() => {});
      }
      if (document.facts.format === format) return;
      format = document.facts.format;
      this.#dispatch(this.#format.reconfigure(this.#formatExtension()));
    });
    // Without its language a text is still a text.
    this.setLanguage(null).catch(() => {});
  }

  get length(): number {
    return this.state.doc.length;
  }

  text(): string {
    return this.state.doc.toString();
  }

  replace(text: string): void {
    const changes = differingRange(this.text(), text);
    if (this.view) this.view.dispatch({ changes });
    else {
      this.state = this.state.update({ changes }).state;
      this.document.changed();
    }
  }

  moved(): void {
    this.shownAgain = this.view !== null;
    this.setLanguage(null).catch(() => {});
  }

  setIndentation(indentation: Indentation): void {
    this.indentation = indentation;
    this.#dispatch(this.#indent.reconfigure(indentationOf(indentation)));
  }

  /** Puts the cursor at a place and scrolls it into view. */
  goTo({ line, column = 1 }: TextPosition): void {
    const { doc } = this.state;
    const at = doc.line(Math.min(Math.max(1, line), doc.lines));
    const anchor = Math.min(at.to, at.from + Math.max(1, column) - 1);
    this.view?.dispatch({
      selection: { anchor },
      effects: EditorView.scrollIntoView(anchor, { y: 'center' }),
    });
    this.view?.focus();
  }

  onLanguage(listener: () => void): () => void {
    this.#languageListeners.add(listener);
    return () => {
      this.#languageListeners.delete(listener);
    };
  }

  /** Sets the language of this name, or with null the one that the file's name or first line tells. */
  async setLanguage(name: string | null): Promise<void> {
    this.#chosen = name !== null;
    const { support, name: found } = await languageSupport(
      name === null ? { path: this.document.path, text: this.state.sliceDoc(0, 200) } : { name },
    );
    if (this.#chosen !== (name !== null) || found === this.languageName) return;
    this.languageName = found;
    this.language = support;
    this.#dispatch(this.#language.reconfigure(support));
    for (const listener of this.#languageListeners) listener();
  }

  /** Shows the text in an element until the returned function is called. */
  attach(parent: HTMLElement, extensions: Extension): () => void {
    const { state } = this.state.update({ effects: this.#shown.reconfigure(extensions) });
    const view = new EditorView({ state, parent, ...(this.#scroll ? { scrollTo: this.#scroll } : {}) });
    this.view = view;
    return () => {
      this.#scroll = view.scrollSnapshot();
      this.view = null;
      this.state = view.state.update({ effects: this.#shown.reconfigure([]) }).state;
      view.destroy();
    };
  }

  #formatExtension(): Extension {
    return this.document.facts.format.lineEnding === 'mixed' ? EditorState.lineSeparator.of('\n') : [];
  }

  #dispatch(effects: StateEffect<unknown>): void {
    if (this.view) this.view.dispatch({ effects });
    else this.state = this.state.update({ effects }).state;
  }
}
