import type { Terminal } from '@xterm/xterm';

/**
 * Keeps the emulator from answering programs that ask about the terminal: the session answers them itself, once, whoever looks on and
 * even when nobody does. What the emulator sends is then only what a person does. Questions about colours never get as far as its answers
 * (`drawn-colors.ts`).
 */
export function silenceReplies(terminal: Terminal): void {
  const { parser } = terminal;
  const handled = (): boolean => true;
  for (const prefix of ['', '>', '='])
    parser.registerCsiHandler({ ...(prefix && { prefix }), final: 'c' }, handled);
  for (const prefix of ['', '?']) {
    parser.registerCsiHandler({ ...(prefix && { prefix }), final: 'n' }, handled);
    parser.registerCsiHandler({ ...(prefix && { prefix }), intermediates: '$', final: 'p' }, handled);
  }
  parser.registerCsiHandler({ final: 't' }, handled);
  parser.registerDcsHandler({ intermediates: '$', final: 'q' }, handled);
}
