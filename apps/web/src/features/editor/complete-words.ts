import {
  type Completion,
  type CompletionContext,
  type CompletionResult,
  type CompletionSource,
  completeAnyWord,
  completeFromList,
} from '@codemirror/autocomplete';

/** Completes with the words of the text, without those that the language offers by itself: it knows more of them. */
export async function completeWords(context: CompletionContext): Promise<CompletionResult | null> {
  const words = await completeAnyWord(context);
  if (!words) return null;
  const others = context.state
    .languageDataAt<CompletionSource | readonly (string | Completion)[]>('autocomplete', context.pos)
    .filter((source) => source !== completeWords)
    .map((source) => (typeof source === 'function' ? source : completeFromList(source)));
  const offered = await Promise.all(others.map((source) => source(context)));
  const known = new Set(offered.flatMap((result) => result?.options.map(({ label }) => label) ?? []));
  return { ...words, options: words.options.filter(({ label }) => !known.has(label)) };
}
