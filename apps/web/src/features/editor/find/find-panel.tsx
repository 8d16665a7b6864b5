import type { EditorState } from '@codemirror/state';
import type { EditorView, Panel, ViewUpdate } from '@codemirror/view';
import { createRoot, type Root } from 'react-dom/client';
import { TooltipProvider } from '../../../ui/tooltip';
import { FindBar } from './find-bar';
import type { FindQuery } from './find-query';
import { changeFind, type FindField, findOf } from './find-state';
import { type FindStatus, statusOf } from './find-status';

/** What the bar shows. */
export interface ShownFind {
  query: FindQuery;
  status: FindStatus;
  readOnly: boolean;
  /** Finding is restricted to what was selected, or could be. */
  inSelection: boolean;
  canRestrict: boolean;
}

function shownOf(state: EditorState): ShownFind {
  const find = findOf(state);
  const inSelection = find.within !== null;
  return {
    query: find.query,
    status: statusOf(find, state.selection.main),
    readOnly: state.readOnly,
    inSelection,
    canRestrict: inSelection || state.selection.ranges.some(({ empty }) => !empty),
  };
}

/** The find bar as a panel of an editor. */
export class FindPanel implements Panel {
  readonly dom = document.createElement('div');
  readonly top = true;
  readonly #root: Root;
  readonly #listeners = new Set<() => void>();
  #shown: ShownFind;
  /** The field that takes the focus as soon as it is there. */
  #wanted: FindField | null;

  constructor(view: EditorView) {
    this.#shown = shownOf(view.state);
    this.#wanted = findOf(view.state).focus;
    this.#root = createRoot(this.dom);
    this.#root.render(
      <TooltipProvider>
        <FindBar view={view} panel={this} />
      </TooltipProvider>,
    );
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  };
  readonly shown = (): ShownFind => this.#shown;

  update({ state, startState, selectionSet, transactions }: ViewUpdate): void {
    if (findOf(state) === findOf(startState) && !selectionSet) return;
    this.#shown = shownOf(state);
    for (const listener of this.#listeners) listener();
    for (const { effects } of transactions) {
      for (const effect of effects) {
        if (effect.is(changeFind) && effect.value.focus) this.#wanted = effect.value.focus;
      }
    }
    this.focusWanted();
  }

  /** Gives the focus to the field that is waited for, once the bar has been drawn. */
  focusWanted(): void {
    if (this.#wanted === null) return;
    const input = this.dom.querySelector<HTMLInputElement>(`input[name="${this.#wanted}"]`);
    if (!input) return;
    this.#wanted = null;
    input.focus();
    input.select();
  }

  destroy(): void {
    // An editor can go while React draws.
    queueMicrotask(() => this.#root.unmount());
  }
}

export const createFindPanel = (view: EditorView): Panel => new FindPanel(view);
