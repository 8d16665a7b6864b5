import { CompletionContext, type CompletionSource } from '@codemirror/autocomplete';
import { EditorState } from '@codemirror/state';
import { expect, it } from 'vitest';
import { completeWords } from './complete-words';
import { languageSupport } from './language-support';

async function offered(path: string, text: string): Promise<string[]> {
  const { support } = await languageSupport({ path, text });
  const state = EditorState.create({
    doc: text,
    extensions: [support, EditorState.languageData.of(() => [{ autocomplete: completeWords }])],
  });
  const context = new CompletionContext(state, text.length, true);
  const sources = state.languageDataAt<CompletionSource>('autocomplete', text.length);
  const results = await Promise.all(sources.map((source) => source(context)));
  return results.flatMap((result) => result?.options.map(({ label }) => label) ?? []);
}

const times = (labels: string[], label: string) => labels.filter((other) => other === label).length;

it('offers a word that the language knows once, and every other word of the text', async () => {
  const text = '# a comment with wordings\ntotal_count = 1\nprint(total_count)\nfor x in y: pass\nw';
  const labels = await offered('a.py', text);
  // What the language offers for 'for' is a snippet; the word is not offered beside it.
  const counts = ['total_count', 'print', 'wordings', 'comment', 'for'].map((label) => times(labels, label));
  expect(counts).toEqual([1, 1, 1, 1, 1]);
});

it('offers the words of a text without a language', async () => {
  expect(await offered('a.unknown', 'alpha beta a')).toEqual(['alpha', 'beta']);
});
