import { type EditorView, type PluginValue, ViewPlugin, type ViewUpdate } from '@codemirror/view';
import { Serial } from '../serial';
import type { Parts } from './find-matches';
import type { FindQuery } from './find-query';
import { changeFind, type FindState, findOf } from './find-state';
import { MatchList } from './match-list';
import { createFindWorker, Matcher } from './matcher';
import type { Replacements } from './replacements';

/** Milliseconds after an edit until matches are looked for again; they follow the edit meanwhile. */
const AFTER_EDIT_MS = 150;

/** Looks for what a view's find bar asks for, away from the page's thread, and again when the text has changed. */
class FindRunner implements PluginValue {
  readonly #view: EditorView;
  readonly #finding = new Matcher(createFindWorker);
  readonly #replacing = new Matcher(createFindWorker);
  /** What the person does runs in its order, each on the matches of the text as the one before has left it. */
  readonly #actions = new Serial();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #search: { query: FindQuery; within: Parts; text: unknown; done: Promise<void> } | null = null;
  #alive = true;

  constructor(view: EditorView) {
    this.#view = view;
    if (findOf(view.state).open) this.#schedule(0);
  }

  update({ state, startState, docChanged }: ViewUpdate): void {
    const now = findOf(state);
    const before = findOf(startState);
    if (!now.open) clearTimeout(this.#timer);
    else if (now.query !== before.query || !before.open) this.#schedule(0);
    else if (now.within !== before.within && !docChanged) this.#schedule(0);
    // What takes too long is not tried again at every key.
    else if (docChanged && now.outcome.kind !== 'tooLong') this.#schedule(AFTER_EDIT_MS);
  }

  destroy(): void {
    this.#alive = false;
    clearTimeout(this.#timer);
    this.#finding.dispose();
    this.#replacing.dispose();
  }

  /** Runs an action once those before it have ended, unless the view is gone by then. */
  act(action: () => Promise<void>): void {
    void this.#actions.run(async () => {
      if (this.#alive) await action();
    });
  }

  /** The matches of the query in the text as it is when this answers; null when there is no answer. */
  async matches(): Promise<MatchList | null> {
    while (this.#alive) {
      const { searched, outcome } = this.#find;
      if (searched === this.#view.state.doc) return outcome.kind === 'found' ? outcome.matches : null;
      await this.#run();
      // Too slow on a text that has changed since: as slow on this one.
      if (this.#find.outcome.kind === 'tooLong') return null;
    }
    return null;
  }

  /** What replaces a match or all of them in the text as it is when this answers; null when there is no answer. */
  async replacements(task: 'replaceAll' | { from: number; to: number }): Promise<Replacements | null> {
    while (this.#alive) {
      const { doc } = this.#view.state;
      const { query, within } = this.#find;
      const answer = await this.#replacing.ask({ text: doc.toString(), query, within, task });
      if (!this.#alive || answer.kind === 'superseded') return null;
      if (answer.kind === 'tooLong' || answer.kind === 'failed') {
        this.#set({ outcome: { kind: answer.kind }, searched: doc });
        return null;
      }
      if (answer.kind === 'tooLarge') this.#set({ notice: 'The result would be too large to edit' });
      if (answer.kind !== 'replaced') return null;
      if (this.#view.state.doc === doc && this.#isAsked(query, within)) return answer;
      // Typed meanwhile: one match has another place now, all are to be those of the new text.
      if (task !== 'replaceAll') return null;
    }
    return null;
  }

  get #find(): FindState {
    return findOf(this.#view.state);
  }

  #isAsked(query: FindQuery, within: Parts): boolean {
    return this.#find.query === query && this.#find.within === within;
  }

  #set(change: Partial<FindState>): void {
    this.#view.dispatch({ effects: changeFind.of(change) });
  }

  #schedule(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      if (this.#find.searched !== this.#view.state.doc) void this.#run();
    }, ms);
  }

  /** Searches the text as it is now; whoever asks for the same meanwhile waits for the same search. */
  #run(): Promise<void> {
    const { doc } = this.#view.state;
    if (this.#search?.text === doc && this.#isAsked(this.#search.query, this.#search.within))
      return this.#search.done;
    const { query, within } = this.#find;
    const search = { query, within, text: doc, done: this.#ask() };
    this.#search = search;
    return search.done.finally(() => {
      if (this.#search === search) this.#search = null;
    });
  }

  async #ask(): Promise<void> {
    const { query, within } = this.#find;
    const { doc } = this.#view.state;
    if (query.search === '') {
      this.#set({ outcome: { kind: 'none' }, searched: doc });
      return;
    }
    const answer = await this.#finding.ask({ text: doc.toString(), query, within, task: 'find' });
    if (!this.#alive || !this.#isAsked(query, within)) return;
    switch (answer.kind) {
      case 'found': {
        if (this.#view.state.doc !== doc) return;
        const matches = new MatchList(answer.ranges, answer.more);
        this.#set({ outcome: { kind: 'found', matches }, searched: doc });
        return;
      }
      case 'invalid':
        this.#set({ outcome: answer, searched: doc });
        return;
      case 'tooLong':
      case 'failed':
        this.#set({ outcome: { kind: answer.kind }, searched: doc });
        return;
      case 'tooLarge':
        this.#set({ outcome: { kind: 'failed' }, searched: doc });
        return;
      case 'superseded':
      case 'replaced':
        return;
    }
  }
}

export const findRunner = ViewPlugin.fromClass(FindRunner);
