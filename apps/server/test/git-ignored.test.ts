import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { GitProject } from './support/git-project';
import { TestApp } from './support/test-app';

let app: TestApp;
beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app[Symbol.asyncDispose]());

it('tells which paths are ignored: folders, odd names and exceptions, and nothing that is tracked', async () => {
  const project = await GitProject.withCommit(app);
  const ignored = async (...paths: string[]) =>
    (await project.client.git.ignored.query({ ...project.input, paths })).ignored;
  project.write('.gitignore', 'dist/\n*.log\n!kept.log\n\\*odd\n');
  project.write('dist/a.js', 'a\n');
  project.write('src/dist', 'a file\n');
  project.write('forced.log', 'tracked\n');
  project.git('add', '--force', 'forced.log');
  project.write('kept.log', 'kept\n');
  project.write('line\nend.log', 'odd\n');
  project.write('*odd', 'odd\n');
  const paths = ['dist', 'dist/a.js', 'src/dist', 'forced.log', 'kept.log', 'line\nend.log', '*odd', 'a.txt'];
  expect(await ignored(...paths)).toEqual(['dist', 'dist/a.js', 'line\nend.log', '*odd']);
  expect(await ignored('a.txt', '.git')).toEqual([]);
  symlinkSync('dist', join(project.folder, 'link'));
  expect(await ignored('link/a.js')).toEqual([]);
});

it('ignores nothing where there is no repository', async () => {
  const project = await GitProject.create(app);
  expect(await project.client.git.ignored.query({ ...project.input, paths: ['a'] })).toEqual({ ignored: [] });
});
