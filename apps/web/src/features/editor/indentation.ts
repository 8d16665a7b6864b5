/** What Tab inserts. `size` is how wide a tab is drawn, or how many spaces a level has: 1 to 8. */
export interface Indentation {
  style: 'spaces' | 'tabs';
  size: number;
}

const usual: Indentation = { style: 'spaces', size: 2 };
const LINES = 2_000;

/** How a text is indented: by the differences between the beginnings of its lines. */
export function detectIndentation(text: string): Indentation {
  let tabs = 0;
  let spaces = 0;
  let before = 0;
  const steps = new Map<number, number>();
  for (const line of text.slice(0, 400_000).split('\n', LINES)) {
    const lead = /^(\t+| +)?(?=\S)/.exec(line)?.[0];
    if (lead === undefined || /^\s*\*/.test(line)) continue;
    if (lead.startsWith('\t')) {
      tabs++;
      continue;
    }
    if (lead) spaces++;
    const step = Math.abs(lead.length - before);
    before = lead.length;
    if (step >= 2 && step <= 8) steps.set(step, (steps.get(step) ?? 0) + 1);
  }
  if (tabs > spaces) return { style: 'tabs', size: 4 };
  const [best] = [...steps].sort(([a, timesA], [b, timesB]) => timesB - timesA || a - b);
  return best ? { style: 'spaces', size: best[0] } : usual;
}

export function describeIndentation({ style, size }: Indentation): string {
  return style === 'tabs' ? `Tabs: ${size}` : `Spaces: ${size}`;
}
