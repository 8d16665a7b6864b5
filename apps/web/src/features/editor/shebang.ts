const interpreters: [RegExp, string][] = [
  [/^(ba|z|k|da|a)?sh$/, 'Shell'],
  [/^(node|nodejs|bun)$/, 'JavaScript'],
  [/^(deno|tsx|ts-node)$/, 'TypeScript'],
  [/^python[\d.]*$/, 'Python'],
  [/^ruby[\d.]*$/, 'Ruby'],
  [/^perl[\d.]*$/, 'Perl'],
  [/^php[\d.]*$/, 'PHP'],
  [/^lua[\d.]*$/, 'Lua'],
  [/^Rscript$/, 'R'],
  [/^(groovy|scala|swift|julia|tclsh)$/, ''],
];

/** The name of the language of a script by its first line (`#!/usr/bin/env -S python3 -u`), or null. */
export function shebangLanguage(text: string): string | null {
  const line = /^#!\s*(.+)/.exec(text)?.[1];
  if (!line) return null;
  const words = line.trim().split(/\s+/);
  let program = words.shift() ?? '';
  if (program.endsWith('/env'))
    program = words.find((word) => !word.startsWith('-') && !word.includes('=')) ?? '';
  const name = program.slice(program.lastIndexOf('/') + 1);
  for (const [pattern, language] of interpreters) if (pattern.test(name)) return language || name;
  return null;
}
