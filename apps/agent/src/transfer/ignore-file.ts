import ignore, { type Ignore } from 'ignore';

/** Tests after which the matcher, which remembers every path it was asked, is made anew. */
const RENEW_AFTER = 20_000;

/** The patterns of one `.gitignore`, for paths relative to its folder. */
export class IgnoreFile {
  readonly #text: string | string[];
  #matcher: Ignore;
  #tests = 0;

  constructor(patterns: string | string[]) {
    this.#text = patterns;
    this.#matcher = this.#create();
  }

  /** True: left out; false: put back in by a `!` pattern; undefined: not named. */
  test(path: string, isDirectory: boolean): boolean | undefined {
    this.#tests += 1;
    if (this.#tests % RENEW_AFTER === 0) this.#matcher = this.#create();
    const { ignored, unignored } = this.#matcher.test(isDirectory ? `${path}/` : path);
    if (ignored) return true;
    return unignored ? false : undefined;
  }

  #create(): Ignore {
    return ignore({ ignorecase: false, allowRelativePaths: true }).add(this.#text);
  }
}
