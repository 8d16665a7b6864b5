import { indentUnit, LanguageDescription } from '@codemirror/language';
import { languages } from '@codemirror/language-data';
import { EditorState, type Extension } from '@codemirror/state';
import type { Indentation } from './indentation';
import { shebangLanguage } from './shebang';

export const PLAIN = 'Plain text';

/** Every language there is, by name. */
export const languageNames: readonly string[] = [
  PLAIN,
  ...languages.map(({ name }) => name).sort((a, b) => a.localeCompare(b)),
];

export interface LoadedLanguage {
  name: string;
  support: Extension;
}

/** Loads a language by its name, or the one a file has by its own name or first line. */
export async function languageSupport(
  wanted: { name: string } | { path: string; text: string },
): Promise<LoadedLanguage> {
  const description = 'name' in wanted ? byName(wanted.name) : byFile(wanted);
  if (!description) return { name: PLAIN, support: [] };
  return { name: description.name, support: await description.load() };
}

function byName(name: string): LanguageDescription | null {
  return LanguageDescription.matchLanguageName(languages, name, false);
}

function byFile({ path, text }: { path: string; text: string }): LanguageDescription | null {
  const shebang = shebangLanguage(text);
  return (
    LanguageDescription.matchFilename(languages, path.slice(path.lastIndexOf('/') + 1)) ??
    (shebang === null ? null : byName(shebang))
  );
}

export function indentationOf({ style, size }: Indentation): Extension {
  return [indentUnit.of(style === 'tabs' ? '\t' : ' '.repeat(size)), EditorState.tabSize.of(size)];
}
