import { expect, it } from 'vitest';
import { endText } from './end-text';

it('names the signal, the exit code or the lost workspace', () => {
  expect(endText({ exitCode: 0 })).toBe('Ended (exit code 0)');
  expect(endText({ exitCode: 3 })).toBe('Ended with exit code 3');
  expect(endText({ exitCode: 137, signal: 9 })).toBe('Ended by SIGKILL');
  expect(endText({ exitCode: 0, signal: 64 })).toBe('Ended by signal 64');
  expect(endText({ exitCode: -1 })).toBe('Ended with its workspace');
});
