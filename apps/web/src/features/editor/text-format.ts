/** How a file's lines end. `mixed` text keeps its carriage returns as characters, so that saving changes none of them. */
export type LineEnding = 'lf' | 'crlf' | 'cr' | 'mixed';

/** What a file has around its lines of text. */
export interface TextFormat {
  bom: boolean;
  lineEnding: LineEnding;
}

/** The text as the editor holds it: without BOM, and with `\n` alone unless its line endings are mixed. */
export interface FormattedText {
  text: string;
  format: TextFormat;
}

const BOM = '\uFEFF';
const separators = { lf: '\n', crlf: '\r\n', cr: '\r', mixed: '\n' } as const;

function lineEndingOf(text: string): LineEnding {
  if (!text.includes('\r')) return 'lf';
  let lf = false;
  let crlf = false;
  let cr = false;
  for (const [ending] of text.matchAll(/\r\n|\r|\n/g)) {
    if (ending === '\n') lf = true;
    else if (ending === '\r') cr = true;
    else crlf = true;
    if (Number(lf) + Number(crlf) + Number(cr) > 1) return 'mixed';
  }
  return crlf ? 'crlf' : 'cr';
}

/** Takes a file's text apart. `joinText` puts it together again, exactly as it was. */
export function splitText(raw: string): FormattedText {
  const bom = raw.startsWith(BOM);
  const body = bom ? raw.slice(1) : raw;
  const lineEnding = lineEndingOf(body);
  const text =
    lineEnding === 'crlf' || lineEnding === 'cr' ? body.replaceAll(separators[lineEnding], '\n') : body;
  return { text, format: { bom, lineEnding } };
}

export function joinText({ text, format }: FormattedText): string {
  const separator = separators[format.lineEnding];
  return (format.bom ? BOM : '') + (separator === '\n' ? text : text.replaceAll('\n', separator));
}

/** The text with other line endings; all of them, where they were mixed. */
export function withLineEnding({ text, format }: FormattedText, lineEnding: LineEnding): FormattedText {
  const plain = format.lineEnding === 'mixed' ? text.replaceAll(/\r\n?/g, '\n') : text;
  return { text: plain, format: { ...format, lineEnding } };
}

export function sameFormat(a: TextFormat, b: TextFormat): boolean {
  return a.bom === b.bom && a.lineEnding === b.lineEnding;
}
