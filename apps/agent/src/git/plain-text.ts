/** Text as a terminal would leave it on the screen: no escape sequences, and of a line that was redrawn its last state. */
export function plainText(text: string): string {
  return (
    text
      // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences start with a control character.
      .replace(/\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[@-_]/g, '')
      .replace(/\r\n/g, '\n')
      .split('\n')
      .map((line) => line.split('\r').findLast((part) => part.trim() !== '') ?? '')
      .join('\n')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters have no place in a message.
      .replace(/[\x00-\x08\x0b-\x1f\x7f]/g, '')
      .trim()
  );
}

/** Removes names and passwords from the URLs in a text. */
export function withoutSecrets(text: string): string {
  return text.replace(/([a-z][a-z0-9+.-]*:\/\/)[^/\s@'"]+@/gi, '$1');
}
