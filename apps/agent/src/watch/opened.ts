import type { FileChange } from '@berth/protocol/fs-watch';

/** Paths that are remembered; the one read longest ago makes room. */
const MAX_OPENED = 1_000;

/** What somebody listed or read, by the path they asked for, and where in the project that lies once links are resolved. */
export class Opened {
  readonly #places = new Map<string, string>();

  note(asked: string, real: string): void {
    this.#places.delete(asked);
    this.#places.set(asked, real);
    const [oldest] = this.#places.keys();
    if (this.#places.size > MAX_OPENED && oldest !== undefined) this.#places.delete(oldest);
  }

  /** Every path that is to be watched, as asked for and resolved. */
  get paths(): Set<string> {
    return new Set([...this.#places].flat());
  }

  /** What changes mean for those who read through a link: the same, by the path they know. */
  retold(changes: readonly FileChange[]): FileChange[] {
    const linked = this.#linked;
    return changes.flatMap((change) => linked.flatMap((place) => retell(change, place) ?? []));
  }

  /** Paths that lead elsewhere than when they were read, as after a link was made to point to another folder. */
  redirected(resolve: (asked: string) => string | undefined): string[] {
    const moved: string[] = [];
    for (const { asked, real } of this.#linked) {
      const now = resolve(asked) ?? asked;
      if (now === real) continue;
      this.#places.set(asked, now);
      moved.push(asked);
    }
    return moved;
  }

  get #linked(): { asked: string; real: string }[] {
    return [...this.#places].flatMap(([asked, real]) => (asked === real ? [] : { asked, real }));
  }
}

function retell(
  change: FileChange,
  { asked, real }: { asked: string; real: string },
): FileChange | undefined {
  const { path, action } = change;
  if (path === real) return { ...change, path: asked };
  const name = nameIn(real, path);
  if (name !== undefined) return { ...change, path: `${asked}/${name}` };
  return action !== 'update' && real.startsWith(`${path}/`) ? { ...change, path: asked } : undefined;
}

/** The name of an entry directly in a folder. */
function nameIn(folder: string, path: string): string | undefined {
  const start = folder === '.' ? 0 : folder.length + 1;
  if (start > 0 && !path.startsWith(`${folder}/`)) return undefined;
  return path.includes('/', start) ? undefined : path.slice(start);
}
