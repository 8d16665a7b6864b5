import { afterEach, expect, it } from 'vitest';
import { type Command, listCommands, registerCommand, runCommand, subscribeCommands } from './commands';

const disposers: (() => void)[] = [];
const register = (command: Partial<Command> & { id: string; run: () => void }) => {
  const dispose = registerCommand({ title: command.id, category: 'Test', ...command });
  disposers.push(dispose);
  return dispose;
};
afterEach(() => {
  for (const dispose of disposers.splice(0)) dispose();
});

it('lets the latest registration of an id shadow the earlier ones, until it is disposed', () => {
  const ran: string[] = [];
  register({ id: 'files.save', run: () => ran.push('first') });
  const dispose = register({ id: 'files.save', run: () => ran.push('second') });
  expect(listCommands()).toHaveLength(1);
  runCommand('files.save');
  dispose();
  runCommand('files.save');
  expect(ran).toEqual(['second', 'first']);
});

it('does not run a command that cannot run now, or that there is not', () => {
  const ran: string[] = [];
  register({ id: 'files.save', when: () => false, run: () => ran.push('ran') });
  expect(runCommand('files.save')).toBe(false);
  expect(runCommand('files.other')).toBe(false);
  expect(ran).toEqual([]);
});

it('gives a new list, and tells its listeners, exactly when a registration changes', () => {
  let told = 0;
  disposers.push(subscribeCommands(() => told++));
  const before = listCommands();
  const dispose = register({ id: 'files.save', run: () => {} });
  const during = listCommands();
  expect(during).not.toBe(before);
  expect(listCommands()).toBe(during);
  dispose();
  expect(listCommands()).toEqual(before);
  expect(told).toBe(2);
});
