import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Node, parse } from 'acorn';

/** Puts the modules of every chunk in the folder in parentheses. A chunk of another form is left as it is. */
export function compileEagerly(folder: string): void {
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.js')) continue;
    const path = join(folder, name);
    const source = readFileSync(path, 'utf8');
    const eager = parenthesizeModules(source);
    if (eager !== source) writeFileSync(path, eager);
  }
}

/**
 * A chunk is `….push([script, id, module, id, module, …])`, where a module is a function. A function in parentheses is compiled
 * with the script, which a browser does beside the page's own thread while it loads; any other is compiled on that thread, at its
 * first call (https://v8.dev/blog/preparser#pife).
 */
export function parenthesizeModules(source: string): string {
  const edges = modulesOf(source).flatMap(({ start, end }) =>
    source[start - 1] === '('
      ? []
      : [
          { at: start, edge: '(' },
          { at: end, edge: ')' },
        ],
  );
  let done = 0;
  let eager = '';
  for (const { at, edge } of edges) {
    eager += source.slice(done, at) + edge;
    done = at;
  }
  return eager + source.slice(done);
}

function modulesOf(source: string): Node[] {
  const { body } = parse(source, { ecmaVersion: 'latest', sourceType: 'script' });
  return body.flatMap((statement) => {
    if (statement.type !== 'ExpressionStatement' || statement.expression.type !== 'CallExpression') return [];
    const [chunk] = statement.expression.arguments;
    if (chunk?.type !== 'ArrayExpression') return [];
    return chunk.elements.filter(
      (element) => element?.type === 'FunctionExpression' || element?.type === 'ArrowFunctionExpression',
    );
  });
}
