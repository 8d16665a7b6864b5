import type { GatheredLink } from './gathered-links';
import type { PathLink } from './path-links';
import type { LinkEvents, PointedLink } from './terminal-links';
import { shown } from './terminal-title';

/** Links that are listed, and different places that files are looked for. */
const MAX = { links: 100, places: 100 };
/** Milliseconds in which files are looked for: without a connection there are none, and addresses are listed all the same. */
const FILES_MS = 5_000;

/** A link to choose. `id` is where it leads, and `label` what is drawn of it; empty where that is its address. */
export type ListedLink = PointedLink & { id: string } & (
    | { kind: 'address'; label: string }
    | { kind: 'place'; path: string; link: PathLink }
  );

/** The links that lead somewhere, in their order and each once. */
export async function listedLinks(
  gathered: readonly GatheredLink[],
  findFiles: LinkEvents['findFiles'],
): Promise<ListedLink[]> {
  const places = new Map<string, PathLink>();
  for (const each of gathered) {
    if (each.kind === 'place' && places.size < MAX.places) places.set(keyOf(each.link), each.link);
  }
  const files = await Promise.race([findFiles([...places.values()]), nothingAfter(FILES_MS)]);
  const found = new Map([...places.keys()].map((key, at) => [key, files[at]]));
  const listed = new Map<string, ListedLink>();
  for (const each of gathered) {
    const link = toListed(each, found);
    if (link && !listed.has(link.id)) listed.set(link.id, link);
    if (listed.size === MAX.links) break;
  }
  return [...listed.values()];
}

function toListed(
  gathered: GatheredLink,
  found: ReadonlyMap<string, string | undefined>,
): ListedLink | undefined {
  if (gathered.kind === 'address') {
    const { address, isDisguised } = gathered;
    const label = shown(gathered.label);
    return { kind: 'address', id: address.href, label, address, isDisguised };
  }
  const { link } = gathered;
  const path = found.get(keyOf(link));
  if (path === undefined) return undefined;
  const text = placeText(path, link);
  return { kind: 'place', id: text, text, path, link, isDisguised: false };
}

/** A place as a person reads it: `src/a.ts:12:3`. */
export const placeText = (path: string, { line, column }: PathLink): string =>
  [path, line, ...(column === undefined ? [] : [column])].join(':');

const keyOf = ({ path, wider, line, column }: PathLink): string =>
  JSON.stringify([path, wider, line, column]);

const nothingAfter = (ms: number): Promise<never[]> =>
  new Promise((resolve) => setTimeout(() => resolve([]), ms));
