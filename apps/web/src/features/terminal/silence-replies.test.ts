import { Terminal } from '@xterm/xterm';
import { expect, it } from 'vitest';
import { silenceReplies } from './silence-replies';

interface Core {
  _core: { _inputHandler: { onColor(listener: (events: { type: number }[]) => void): void } };
}

/** What an emulator says by itself to the output: its answers, and the colours it is asked for. */
async function saidTo(output: string, isSilent: boolean): Promise<string[]> {
  const terminal = new Terminal({ allowProposedApi: true });
  const said: string[] = [];
  terminal.onData((data) => said.push(data));
  (terminal as unknown as Core)._core._inputHandler.onColor((events) => {
    if (events.some(({ type }) => type === 0)) said.push('a colour');
  });
  if (isSilent) silenceReplies(terminal);
  await new Promise<void>((resolve) => terminal.write(output, resolve));
  terminal.dispose();
  return said;
}

const questions = {
  'device attributes': '\x1b[c',
  'secondary device attributes': '\x1b[>c',
  'its state': '\x1b[5n',
  'the cursor': '\x1b[6n',
  'the cursor, as DEC does': '\x1b[?6n',
  'a mode': '\x1b[4$p',
  'a private mode': '\x1b[?25$p',
  'a setting': '\x1bP$qm\x1b\\',
  'a colour of the palette': '\x1b]4;1;?\x07',
  'the foreground': '\x1b]10;?\x07',
  'the background': '\x1b]11;?\x1b\\',
  'the cursor colour': '\x1b]12;?\x07',
  'the background, and sets the cursor colour': '\x1b]11;?;#ffffff\x07',
};

it.each(Object.entries(questions))('says nothing to a program that asks for %s', async (_, question) => {
  // The control: an emulator left alone does.
  expect(await saidTo(question, false)).toHaveLength(1);
  expect(await saidTo(question, true)).toEqual([]);
});

it('lets programs set colours', async () => {
  const terminal = new Terminal({ allowProposedApi: true });
  silenceReplies(terminal);
  const types: number[] = [];
  (terminal as unknown as Core)._core._inputHandler.onColor((events) =>
    types.push(...events.map(({ type }) => type)),
  );
  await new Promise<void>((resolve) => terminal.write('\x1b]11;#102030\x07', resolve));
  expect(types).toEqual([1]);
  terminal.dispose();
});
