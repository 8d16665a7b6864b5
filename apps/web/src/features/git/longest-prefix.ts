/** The longest name that, with a slash, begins the path: `a/b` rather than `a` for `a/b/main`. */
export function longestPrefix(path: string, names: readonly string[]): string | undefined {
  return names
    .filter((name) => path.startsWith(`${name}/`))
    .reduce<string | undefined>((best, name) => (name.length > (best?.length ?? 0) ? name : best), undefined);
}
