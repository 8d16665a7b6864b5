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

it('means the branch where a tag has the same name', async () => {
  const project = await GitProject.withCommit(app);
  project.git('tag', 'v1');
  project.git('switch', '--quiet', '--create', 'v1');
  project.git('commit', '--quiet', '--allow-empty', '--message=On the branch');
  project.git('switch', '--quiet', 'main');
  const { client, input } = project;
  const { commits } = await client.git.commits.query({ ...input, revision: 'v1' });
  expect(commits[0]?.subject).toBe('On the branch');
  await client.git.createBranch.mutate({ ...input, branch: 'from', from: 'v1' });
  expect(project.git('rev-parse', 'from')).toBe(project.git('rev-parse', 'heads/v1'));
  expect((await client.git.merge.mutate({ ...input, branch: 'v1' })).upToDate).toBe(false);
  expect(project.git('rev-parse', 'main')).toBe(project.git('rev-parse', 'heads/v1'));
});
