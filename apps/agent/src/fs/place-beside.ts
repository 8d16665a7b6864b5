import { errno } from './errors';
import { numberedName } from './numbered-name';
import type { Place } from './root';
import { placeExclusively } from './temporary';

/** Numbers that are tried for a name by default. */
const MAX_NUMBER = 1_000;

/**
 * Gives an entry the first free name of a place's own and its numbered ones, `first` to `last`. Answers which.
 * @throws EEXIST when all are taken.
 */
export function placeBeside(
  place: Place,
  from: string,
  { first = 1, last = MAX_NUMBER }: { first?: number; last?: number } = {},
): string {
  for (let number = first; ; number += 1) {
    const name = numberedName(place.name, number);
    try {
      placeExclusively(from, place.dir.at(name));
      return name;
    } catch (error) {
      if (errno(error) !== 'EEXIST' || number >= last) throw error;
    }
  }
}

/** The path of an entry that lies beside a place. */
export function pathBeside({ path, name }: Place, other: string): string {
  return path.slice(0, path.length - name.length) + other;
}
