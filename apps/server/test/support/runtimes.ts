import { describe } from 'vitest';
import { describeDocker, startDockerApp } from './engine';
import { TestApp } from './test-app';

/** The same tests on the local runtime and in containers. */
export function describeRuntimes(name: string, body: (start: () => Promise<TestApp>) => void): void {
  describe(`${name}, local`, () => body(() => TestApp.start()));
  describeDocker(`${name}, in a container`, () => body(() => startDockerApp()));
}
