import { z } from 'zod';
import { type EntryType, entryTypeSchema } from './fs-entry';
import { isSayableTime } from './iso-time';

/** Each type's letter in a listing. */
export const entryLetters = { file: 'f', directory: 'd', symlink: 'l', other: 'o' } as const satisfies Record<
  EntryType,
  string
>;

/** An entry of a folder as it is looked at. */
export interface ListedEntry {
  name: string;
  type: EntryType;
  /** Of a link: as in an `Entry`. */
  linkType?: EntryType | null;
  size: number;
  /** Milliseconds since 1970 that can be said. */
  mtime: number;
  mode: number;
  /** False where the name is no UTF-8. */
  validUtf8: boolean;
}

/** A column of numbers: looked at in one go, since a schema for each costs more than all the rest of a long list. */
const numbers = (areAll: (values: unknown[]) => boolean) =>
  z.custom<number[]>((value) => Array.isArray(value) && areAll(value), 'not a column of such numbers');
const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;
const areCounts = (values: unknown[]): boolean => values.every(isCount);

function areTimes(values: unknown[]): boolean {
  let time = 0;
  return values.every((later) => {
    time += Number.isSafeInteger(later) ? (later as number) : Number.NaN;
    return isSayableTime(time);
  });
}

/**
 * Entries of one folder as they leave an agent: a column for each property, a fifth of the bytes of a list of entries, read in a
 * fraction of its time.
 */
export const listingSchema = z
  .object({
    /** Path of the folder, as it was asked for; empty for the root. */
    folder: z.string(),
    names: z.custom<string[]>(
      (value) => Array.isArray(value) && value.every((name) => typeof name === 'string'),
      'not a column of names',
    ),
    /** A letter for each. */
    types: z.string().regex(/^[fdlo]*$/),
    sizes: numbers(areCounts),
    /** How much later each is than the one before, the first than 1970: mostly small numbers, which are read in half the time. */
    mtimes: numbers(areTimes),
    modes: numbers(areCounts),
    /** What each `l` leads to, in their order. */
    linkTypes: z.array(entryTypeSchema.nullable()),
    /** Indexes, ascending, of the names that are no UTF-8. */
    notUtf8: numbers(areCounts),
  })
  .refine(
    ({ names, types, sizes, mtimes, modes, linkTypes }) =>
      [types, sizes, mtimes, modes].every(({ length }) => length === names.length) &&
      linkTypes.length === types.split(entryLetters.symlink).length - 1,
    'columns of different lengths',
  );
export type ListingColumns = z.infer<typeof listingSchema>;

/** The columns of a folder's entries, which `add` fills. */
export class Listing {
  readonly columns: ListingColumns;
  #lastMtime = 0;

  constructor(folder: string) {
    this.columns = {
      folder,
      names: [],
      types: '',
      sizes: [],
      mtimes: [],
      modes: [],
      linkTypes: [],
      notUtf8: [],
    };
  }

  add({ name, type, linkType, size, mtime, mode, validUtf8 }: ListedEntry): void {
    const { columns } = this;
    if (!validUtf8) columns.notUtf8.push(columns.names.length);
    columns.names.push(name);
    columns.types += entryLetters[type];
    columns.sizes.push(size);
    columns.mtimes.push(mtime - this.#lastMtime);
    this.#lastMtime = mtime;
    columns.modes.push(mode);
    if (type === 'symlink') columns.linkTypes.push(linkType ?? null);
  }
}
