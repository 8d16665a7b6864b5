import { describe, expect, it } from 'vitest';
import { createInput, effectiveName, type NewProjectForm, problemsOf } from './new-project-form';

const git = (url: string): NewProjectForm => ({ kind: 'git', url, typedName: null, image: '' });

describe('a new project from git', () => {
  it.each([
    'https://git.example.org/team/app.git',
    'http://127.0.0.1:8080/app.git',
    'ssh://git@git.example.org/team/app.git',
    'git@git.example.org:team/app.git',
  ])('accepts %s', (url) => {
    expect(problemsOf(git(url))).toEqual({});
  });

  it.each(['', 'app', '--upload-pack=x:y', 'ext::sh -c id', 'https://', 'https://a b/c'])(
    'refuses %s',
    (url) => {
      expect(problemsOf(git(url)).url).toBeTypeOf('string');
    },
  );

  it('takes its name from the address until one is typed', () => {
    const form = git('https://git.example.org/team/app.git');
    expect(effectiveName(form)).toBe('app');
    expect(effectiveName({ ...form, typedName: 'mine' })).toBe('mine');
    expect(problemsOf({ ...form, typedName: '' }).name).toBe('A project needs a name.');
  });
});

describe('createInput', () => {
  it('leaves out an image that was not given and trims the rest', () => {
    expect(createInput({ kind: 'empty', url: 'ignored', typedName: ' app ', image: ' ' })).toEqual({
      name: 'app',
      source: { kind: 'empty' },
    });
    expect(createInput({ ...git(' https://host/app.git '), image: 'node:22' })).toEqual({
      name: 'app',
      source: { kind: 'git', url: 'https://host/app.git' },
      image: 'node:22',
    });
  });

  it('refuses an image that engines would not accept', () => {
    expect(problemsOf({ kind: 'empty', url: '', typedName: 'a', image: '--privileged' }).image).toBeTypeOf(
      'string',
    );
  });
});
