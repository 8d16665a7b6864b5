import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { expect, it } from 'vitest';

/**
 * Statements that nothing refers to are collected between turns of the event loop, as in any long-running server. On
 * Node 24.19 and later the unpatched better-sqlite3 aborts here.
 */
const program = `
const Database = require(${JSON.stringify(createRequire(import.meta.url).resolve('better-sqlite3'))});
const db = new Database(':memory:');
let rounds = 0;
const timer = setInterval(() => {
  for (let each = 0; each < 300; each++) db.prepare('select 1').get();
  for (let each = 0, garbage = []; each < 20000; each++) garbage.push({ each });
  if (++rounds < 200) return;
  clearInterval(timer);
  process.stdout.write('collected');
}, 1);
`;

it('survives the collection of statements on every supported Node', () => {
  const output = execFileSync(process.execPath, ['-e', program], { encoding: 'utf8', stdio: 'pipe' });
  expect(output).toBe('collected');
});
