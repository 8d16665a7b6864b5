import type { SearchMatch, SearchSummary, searchQuerySchema } from '@berth/protocol/search';
import type { z } from 'zod';
import { includeFilter } from './include-filter';
import { LineSplitter } from './line-splitter';
import { parseCutMessage, parseMessage } from './parse-match';
import { ripgrep } from './ripgrep';
import { skipRules } from './skip-rules';

/** Bytes of one of ripgrep's messages: a matching line and its matches. */
const MAX_MESSAGE_BYTES = 1024 * 1024;

export interface TextSearch {
  root: string;
  query: z.output<typeof searchQuerySchema>;
  signal: AbortSignal;
  /** Takes a batch; ripgrep waits until it is taken. */
  report(matches: SearchMatch[]): Promise<void>;
}

/** Searches the project's files, batch by batch as ripgrep finds them. @throws AppError INVALID_INPUT for a bad pattern. */
export async function searchText({ root, query, signal, report }: TextSearch): Promise<SearchSummary> {
  const started = performance.now();
  // Where ignored files are asked for, ripgrep itself takes the globs.
  const included = query.ignored ? [] : globsOf(query).include;
  const isIncluded = includeFilter(included);
  using rules = skipRules(included.flatMap(withContent));
  const splitter = new LineSplitter(MAX_MESSAGE_BYTES);
  const files = new Set<string>();
  let matches = 0;
  let path = '';
  const summary = (truncated: boolean): SearchSummary => ({
    matches,
    files: files.size,
    truncated,
    durationMs: performance.now() - started,
  });
  for await (const piece of ripgrep({ cwd: root, args: [...argumentsOf(query), ...rules.args], signal })) {
    const batch: SearchMatch[] = [];
    for (const { line, cut } of splitter.push(piece)) {
      const text = line.toString('utf8');
      const parsed = cut ? undefined : parseMessage(text);
      if (parsed && 'path' in parsed) path = parsed.path;
      const match = cut
        ? parseCutMessage(text, path)
        : parsed && 'match' in parsed
          ? parsed.match
          : undefined;
      if (!match || !isIncluded(match.path)) continue;
      if (matches >= query.limit) {
        await report(batch);
        return summary(true);
      }
      matches += 1;
      files.add(match.path);
      batch.push(match);
    }
    if (batch.length > 0) await report(batch);
  }
  return summary(false);
}

/** Each value is part of its option's own argument, so that none can be read as another option. */
export function argumentsOf(query: z.output<typeof searchQuerySchema>): string[] {
  const { include, exclude } = globsOf(query);
  const globs = [
    // Nothing is ignored that a glob could bring back: ripgrep itself leaves out what does not match.
    ...(query.ignored ? include.flatMap(withContent) : []),
    ...exclude.flatMap(withContent).map((glob) => `!${glob}`),
  ];
  return [
    '--json',
    '--no-messages',
    query.caseSensitive ? '--case-sensitive' : '--ignore-case',
    ...(query.regex ? [] : ['--fixed-strings']),
    ...(query.wholeWord ? ['--word-regexp'] : []),
    ...(query.ignored ? ['--no-ignore'] : []),
    ...globs.map((glob) => `--glob=${glob}`),
    `--regexp=${query.query}`,
  ];
}

/** An include that starts with `!` excludes. */
function globsOf({ include, exclude }: z.output<typeof searchQuerySchema>) {
  return {
    include: include.filter((glob) => !glob.startsWith('!')).map(clean),
    exclude: [...include.filter((glob) => glob.startsWith('!')).map((glob) => glob.slice(1)), ...exclude].map(
      clean,
    ),
  };
}

function clean(glob: string): string {
  return glob.replace(/^\.\//, '').replace(/\/+$/, '');
}

/** A glob and, where it names a folder, everything in it. */
function withContent(glob: string): string[] {
  return glob.endsWith('*') ? [glob] : [glob, `${glob}/**`];
}
