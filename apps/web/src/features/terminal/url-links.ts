/** What ends an address, of any script: blanks, quotes, and brackets that were not opened in it. */
const ending = String.raw`\s"'<>()\[\]{}|\\^\x60*，。、；：！？…（）【】「」『』《》〈〉“”‘’`;

/**
 * An address in a line of output. Brackets belong to it when they are closed in it, as in `/wiki/Shell_(computing)` and `[::1]`; a
 * sentence's punctuation behind it does not.
 */
export const urlPattern = new RegExp(
  String.raw`https?:\/\/(?:[^${ending}]|\([^${ending}]*\)|\[[^${ending}]*\])+(?<![.,:;!?~])`,
  'i',
);
