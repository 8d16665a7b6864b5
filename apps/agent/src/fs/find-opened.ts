import type { Place, Root } from './root';

/** What is done with a path that somebody opens: it is watched, before it is read, so that no change slips between. */
export type OnOpen = (asked: string, real: string) => void;

/** The entry that a path leads to, links followed. Where there is none, what is there of the way to it is watched. */
export function findOpened(root: Root, asked: string, onOpen: OnOpen): Place {
  const place = tryFind(root, asked) ?? findWatched(root, asked, onOpen);
  onOpen(asked, place.path);
  return place;
}

function tryFind(root: Root, path: string): Place | undefined {
  try {
    return root.find(path, { follow: true });
  } catch {
    return undefined;
  }
}

/** Looks once more after the way is watched. @throws what `Root.find` throws. */
function findWatched(root: Root, path: string, onOpen: OnOpen): Place {
  onOpen(path, path);
  return root.find(path, { follow: true });
}
