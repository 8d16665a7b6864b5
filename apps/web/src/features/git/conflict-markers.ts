/** Whether a text has a line that git's marks of a conflict begin or end with. `=======` alone is also a heading's underline. */
export function hasConflictMarkers(text: string): boolean {
  return /^(?:<{7}|>{7})(?: |\r?$)/m.test(text);
}
