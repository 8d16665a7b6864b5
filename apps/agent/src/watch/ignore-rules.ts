import ignore, { type Ignore } from 'ignore';

/** Folders that are never watched in depth, whatever a .gitignore says. */
const ALWAYS = ['.git', 'node_modules'];

/** Which folders git ignores, by the .gitignore files met so far. Paths are relative to the project's root. */
export class IgnoreRules {
  readonly #byFolder = new Map<string, Ignore>();

  /** Takes the .gitignore of a folder (`.` is the root), or forgets it. Returns whether that changes anything. */
  set(folder: string, text: string | undefined): boolean {
    if (text === undefined) return this.#byFolder.delete(folder);
    this.#byFolder.set(folder, ignore({ ignorecase: false }).add(text));
    return true;
  }

  /** Whether the folder at `path` is ignored, given that the folders above it are not. */
  ignoresFolder(path: string): boolean {
    if (ALWAYS.includes(path.slice(path.lastIndexOf('/') + 1))) return true;
    for (const folder of foldersAbove(path)) {
      const rules = this.#byFolder.get(folder);
      if (!rules) continue;
      const answer = rules.test(`${folder === '.' ? path : path.slice(folder.length + 1)}/`);
      if (answer.ignored || answer.unignored) return answer.ignored;
    }
    return false;
  }
}

/** The folders a path is in, innermost first, the root last. */
export function foldersAbove(path: string): string[] {
  const names = path.split('/').slice(0, -1);
  const folders = names.map((_name, index) => names.slice(0, index + 1).join('/'));
  return ['.', ...folders].reverse();
}
