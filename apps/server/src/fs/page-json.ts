import type { AgentCalls } from '@berth/protocol/agent';
import { type EntryType, entryTypeSchema } from '@berth/protocol/fs-entry';
import { entryLetters, type ListingColumns } from '@berth/protocol/fs-listing';
import { isoMilliseconds, isoSecond } from '@berth/protocol/iso-time';
import type { z } from 'zod';

/** What an entry has between its path and its size, by the letter of its type. */
const typeJson = Object.fromEntries(
  entryTypeSchema.options.map((type) => [entryLetters[type], `","type":"${type}","size":`]),
);

/** What JSON does not hold as it is. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const ESCAPED = /["\\\u0000-\u001f\ud800-\udfff]/;

/**
 * The answer to `fs.list` as JSON, of an agent's columns. It is written as text since a thousand entries made as objects, only to
 * be written, cost as much as looking at them.
 */
export function pageJson({ entries, nextCursor, total }: z.output<AgentCalls['fs.list']['output']>): string {
  return `{"entries":${entriesJson(entries)},"nextCursor":${JSON.stringify(nextCursor)},"total":${total}}`;
}

function entriesJson(columns: ListingColumns): string {
  const { folder, names, types, sizes, mtimes, modes, linkTypes } = columns;
  const notUtf8 = new Set(columns.notUtf8);
  // Asked once for all: names that need it are rare.
  const isEscaped = ESCAPED.test(names.join(''));
  const path = joined('","path":"', folder === '' ? '' : `${escaped(folder)}/`);
  let links = 0;
  let time = 0;
  let json = '';
  let second = Number.NaN;
  let mode = Number.NaN;
  let date = '';
  let end = '';
  for (let index = 0; index < names.length; index++) {
    const name = isEscaped ? escaped(names[index] ?? '') : names[index];
    const letter = types.charAt(index);
    const type = letter === entryLetters.symlink ? linkJson(linkTypes[links++]) : typeJson[letter];
    time += mtimes[index] ?? 0;
    const its = Math.floor(time / 1000);
    if (its !== second) {
      second = its;
      date = joined(',"mtime":"', isoSecond(second));
    }
    if (modes[index] !== mode) {
      mode = modes[index] ?? 0;
      end = joined('Z","mode":', mode, '}');
    }
    const last = notUtf8.size > 0 && notUtf8.has(index) ? `Z","mode":${mode},"validUtf8":false}` : end;
    json += `${index === 0 ? '[{"name":"' : ',{"name":"'}${name}${path}${name}${type}${sizes[index]}${date}${isoMilliseconds(time - its * 1000)}${last}`;
  }
  return json === '' ? '[]' : `${json}]`;
}

/** A text that is part of many, as one: in the end, every part is copied by itself. */
function joined(...parts: (string | number)[]): string {
  return parts.join('');
}

function linkJson(linkType: EntryType | null | undefined): string {
  return `","type":"symlink","linkType":${JSON.stringify(linkType ?? null)},"size":`;
}

/** A text as a JSON string holds it. */
function escaped(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}
