import { afterAll, beforeAll, expect, it } from 'vitest';
import { GitProject } from './support/git-project';
import { errorOf, TestApp } from './support/test-app';

let app: TestApp;
beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app[Symbol.asyncDispose]());

it('keeps the lines of a message that begin with # when its commit is amended without a new one', async () => {
  const project = await GitProject.withCommit(app);
  const message = '#12: fix\n\n# Heading\n\nBody';
  project.git('commit', '--quiet', '--amend', '--cleanup=verbatim', `--message=${message}`);
  project.write('a.txt', 'more\n');
  project.git('add', '.');
  await project.client.git.commit.mutate({ ...project.input, amend: true });
  expect(project.git('log', '-1', '--format=%B').trim()).toBe(message);
});

it('refuses a message git cannot keep before it asks git', async () => {
  const project = await GitProject.withCommit(app);
  const refused = await errorOf(project.client.git.commit.mutate({ ...project.input, message: 'a\0b' }));
  expect(refused.code).toBe('INVALID_INPUT');
});
