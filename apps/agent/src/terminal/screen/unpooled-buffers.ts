/**
 * The graphemes addon reads its tables from the start of a buffer's memory, which holds only for a buffer that shares its memory
 * with no other. Imported before the addon, so that the buffer it makes while it loads is such a one; `graphemes.ts` ends that.
 */
Buffer.poolSize = 0;
