/**
 * The text with both sides of every conflict after each other: first ours, then theirs. Undefined when the text has no markers
 * or they are not whole. Line ends stay as they are.
 */
export function takeBoth(text: string): string | undefined {
  const kept: string[] = [];
  let side: 'none' | 'ours' | 'base' | 'theirs' = 'none';
  let conflicts = 0;
  for (const line of text.split(/(?<=\n)/)) {
    if (side === 'none' && /^<{7}(?: |\r?\n)/.test(line)) {
      side = 'ours';
      conflicts += 1;
    } else if (side === 'ours' && /^\|{7}(?: |\r?\n)/.test(line)) side = 'base';
    else if ((side === 'ours' || side === 'base') && /^={7}\r?\n/.test(line)) side = 'theirs';
    else if (side === 'theirs' && /^>{7}(?: |\r?\n|$)/.test(line)) side = 'none';
    else if (side !== 'base') kept.push(line);
  }
  return conflicts > 0 && side === 'none' ? kept.join('') : undefined;
}
