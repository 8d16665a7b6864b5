import type { BenchTable } from './bench';

/** The table as Markdown that also reads well in a terminal. */
export function renderTable({ title, columns, rows, notes = [] }: BenchTable): string {
  const cells = [columns, ...rows.map((row) => row.map(String))];
  const widths = columns.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const rule = line(widths.map((width) => '-'.repeat(width)));
  const [head = [], ...body] = cells;
  const table = [line(head), rule, ...body.map(line)].join('\n');
  const list = notes.map((note) => `- ${note}\n`).join('');
  return `### ${title}\n\n${table}\n${list ? `\n${list}` : ''}`;
}
