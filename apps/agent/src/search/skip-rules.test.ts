import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { skipRules } from './skip-rules';

const fileOf = ({ args: [option = ''] }: { args: string[] }) => option.replace('--ignore-file=', '');

it('leaves out what matches no glob, and removes its file when the search is over', () => {
  let file: string;
  {
    using rules = skipRules(['*.ts', 'src/**']);
    file = fileOf(rules);
    expect(readFileSync(file, 'utf8')).toBe('*\n!*/\n!*.ts\n!src/**\n');
  }
  expect(existsSync(file)).toBe(false);
});

it('skips nothing without globs, or for one that would be two rules', () => {
  for (const globs of [[], ['a\nb']]) expect(skipRules(globs).args).toEqual([]);
});
