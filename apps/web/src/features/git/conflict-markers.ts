const MARKER = /^(?:<{7}|>{7}|\|{7})(?: |\r?$)/m;
const DIVIDER = '=======';

/** Whether a text has a line that git marks a conflict with. A divider alone counts too, unless it underlines a heading. */
export function hasConflictMarkers(text: string): boolean {
  return MARKER.test(text) || (text.includes(DIVIDER) && hasDivider(text.split(/\r?\n/)));
}

function hasDivider(lines: readonly string[]): boolean {
  const isBlank = (index: number) => (lines[index] ?? '').trim() === '';
  return lines.some(
    (line, index) => line === DIVIDER && !(!isBlank(index - 1) && isBlank(index - 2) && isBlank(index + 1)),
  );
}
