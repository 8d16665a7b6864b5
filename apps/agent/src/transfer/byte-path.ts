/**
 * Names on a Linux disk are bytes, not text. A byte path is a string with one character a byte (Latin-1), so that every name
 * survives and comparing two strings compares their bytes.
 */
export type BytePath = string;

// biome-ignore lint/suspicious/noControlCharactersInRegex: the range is what ASCII is.
const ASCII = /^[\x00-\x7f]*$/;

/** What `fs` functions take. */
export function toFs(path: BytePath): string | Buffer {
  return ASCII.test(path) ? path : Buffer.from(path, 'latin1');
}

/** What a person reads; bytes that are no UTF-8 become U+FFFD. */
export function toText(path: BytePath): string {
  return ASCII.test(path) ? path : Buffer.from(path, 'latin1').toString('utf8');
}

export function fromText(text: string): BytePath {
  return ASCII.test(text) ? text : Buffer.from(text, 'utf8').toString('latin1');
}

export function joinBytes(folder: BytePath, name: BytePath): BytePath {
  return folder === '' ? name : `${folder}/${name}`;
}
