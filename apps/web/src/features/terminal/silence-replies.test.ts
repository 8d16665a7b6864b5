import { Terminal } from '@xterm/xterm';
import { expect, it } from 'vitest';
import { silenceReplies } from './silence-replies';

/** What an emulator says by itself to the output. */
async function saidTo(output: string, isSilent: boolean): Promise<string[]> {
  const terminal = new Terminal({ allowProposedApi: true });
  const said: string[] = [];
  terminal.onData((data) => said.push(data));
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
};

it.each(Object.entries(questions))('says nothing to a program that asks for %s', async (_, question) => {
  // The control: an emulator left alone does.
  expect(await saidTo(question, false)).toHaveLength(1);
  expect(await saidTo(question, true)).toEqual([]);
});
