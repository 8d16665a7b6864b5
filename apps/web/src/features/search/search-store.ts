import { AppError, errorShapeSchema } from '@berth/protocol/error';
import type { SearchSummary } from '@berth/protocol/search';
import { create } from 'zustand';
import { emitAck, on } from '../../lib/socket';
import { type FileMatches, splitGlobs, withMatches } from './search-results';

/** What the person asks for, as the form has it. */
export interface SearchForm {
  query: string;
  regex: boolean;
  caseSensitive: boolean;
  wholeWord: boolean;
  include: string;
  exclude: string;
  ignored: boolean;
}

interface SearchState {
  form: SearchForm;
  state: 'idle' | 'running' | 'done' | 'cancelled' | 'failed';
  error: unknown;
  files: readonly FileMatches[];
  count: number;
  summary: SearchSummary | null;
  closed: ReadonlySet<string>;
}

const nothing = {
  state: 'idle',
  error: null,
  files: [],
  count: 0,
  summary: null,
  closed: new Set<string>(),
} as const;

export const useSearch = create<SearchState>(() => ({
  ...nothing,
  form: {
    query: '',
    regex: false,
    caseSensitive: false,
    wholeWord: false,
    include: '',
    exclude: '',
    ignored: false,
  },
}));

/** Of the search whose results are shown; null until its start is acknowledged. */
let current: { searchId: string | null } = { searchId: null };

/** Starts the search that the form describes, in place of any other. */
export async function startSearch(projectId: string): Promise<void> {
  await cancelSearch();
  const { include, exclude, ...form } = useSearch.getState().form;
  useSearch.setState(nothing);
  if (form.query === '') return;
  const mine = { searchId: null as string | null };
  current = mine;
  useSearch.setState({ state: 'running' });
  try {
    const { searchId } = await emitAck('search_start', {
      projectId,
      ...form,
      include: splitGlobs(include),
      exclude: splitGlobs(exclude),
    });
    mine.searchId = searchId;
    if (current !== mine) await emitAck('search_cancel', { searchId });
    else for (const take of early.splice(0)) take();
  } catch (error) {
    if (current === mine) useSearch.setState({ state: 'failed', error });
  }
}

export async function cancelSearch(): Promise<void> {
  const { searchId } = current;
  current = { searchId: null };
  early.length = 0;
  if (useSearch.getState().state !== 'running') return;
  useSearch.setState({ state: 'cancelled' });
  if (searchId !== null) await emitAck('search_cancel', { searchId }).catch(() => {});
}

export function clearSearch(): void {
  useSearch.setState(nothing);
}

/** Results that came before the acknowledgement that names their search. */
const early: (() => void)[] = [];

function ofCurrent(searchId: string, take: () => void): void {
  if (current.searchId === searchId) take();
  else if (current.searchId === null && useSearch.getState().state === 'running')
    early.push(() => current.searchId === searchId && take());
}

/** Takes in results until the returned function is called. */
export function watchSearch(): () => void {
  const disposers = [
    on('search_results', ({ searchId, matches }) =>
      ofCurrent(searchId, () =>
        useSearch.setState(({ files, count }) => ({
          files: withMatches(files, matches),
          count: count + matches.length,
        })),
      ),
    ),
    on('search_done', ({ searchId, cancelled, ...summary }) =>
      ofCurrent(searchId, () => useSearch.setState({ state: cancelled ? 'cancelled' : 'done', summary })),
    ),
    on('search_failed', ({ searchId, error }) =>
      ofCurrent(searchId, () =>
        useSearch.setState({ state: 'failed', error: AppError.fromShape(errorShapeSchema.parse(error)) }),
      ),
    ),
  ];
  return () => {
    for (const dispose of disposers) dispose();
    void cancelSearch();
    clearSearch();
  };
}

export function toggleFile(path: string): void {
  useSearch.setState(({ closed }) => {
    const next = new Set(closed);
    if (!next.delete(path)) next.add(path);
    return { closed: next };
  });
}

export function changeForm(change: Partial<SearchForm>): void {
  useSearch.setState(({ form }) => ({ form: { ...form, ...change } }));
}
