import { z } from 'zod';
import { type Entry, type EntryType, entryTypeSchema } from './fs-entry';
import { isoTime, isSayableTime } from './iso-time';

const letters = { file: 'f', directory: 'd', symlink: 'l', other: 'o' } as const satisfies Record<
  EntryType,
  string
>;
const typeOfLetter = new Map(
  Object.entries(letters).map(([type, letter]) => [letter as string, type as EntryType]),
);

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
const numbers = (isOne: (value: unknown) => boolean) =>
  z.custom<number[]>((value) => Array.isArray(value) && value.every(isOne), 'not a column of such numbers');
const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;

const columnsSchema = z.object({
  /** Path of the folder, as it was asked for; empty for the root. */
  folder: z.string(),
  names: z.custom<string[]>(
    (value) => Array.isArray(value) && value.every((name) => typeof name === 'string'),
    'not a column of names',
  ),
  /** A letter for each. */
  types: z.string().regex(/^[fdlo]*$/),
  sizes: numbers(isCount),
  mtimes: numbers(isSayableTime),
  modes: numbers(isCount),
  /** What each `l` leads to, in their order. */
  linkTypes: z.array(entryTypeSchema.nullable()),
  /** Indexes, ascending, of the names that are no UTF-8. */
  notUtf8: numbers(isCount),
});
export type ListingColumns = z.infer<typeof columnsSchema>;

/**
 * Entries of one folder as they leave an agent: a column for each property, a third of the bytes of a list of entries, read in
 * a quarter of its time.
 */
export const listingSchema = columnsSchema
  .refine(
    ({ names, types, sizes, mtimes, modes, linkTypes }) =>
      [types, sizes, mtimes, modes].every(({ length }) => length === names.length) &&
      linkTypes.length === types.split(letters.symlink).length - 1,
    'columns of different lengths',
  )
  .transform(entriesOf);

/** The columns of a folder's entries, which `add` fills. */
export class Listing {
  readonly columns: ListingColumns;

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
    columns.types += letters[type];
    columns.sizes.push(size);
    columns.mtimes.push(mtime);
    columns.modes.push(mode);
    if (type === 'symlink') columns.linkTypes.push(linkType ?? null);
  }
}

function entriesOf(columns: ListingColumns): Entry[] {
  const { folder, names, types, sizes, mtimes, modes, linkTypes } = columns;
  const notUtf8 = new Set(columns.notUtf8);
  let links = 0;
  return names.map((name, index) => {
    const type = typeOfLetter.get(types.charAt(index)) ?? 'other';
    const linkType = type === 'symlink' ? { linkType: linkTypes[links++] ?? null } : undefined;
    return {
      name,
      path: folder === '' ? name : `${folder}/${name}`,
      type,
      ...linkType,
      size: sizes[index] ?? 0,
      mtime: isoTime(mtimes[index] ?? 0),
      mode: modes[index] ?? 0,
      ...(notUtf8.has(index) ? { validUtf8: false as const } : undefined),
    };
  });
}
