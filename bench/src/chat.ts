import { Berth } from '@berth/e2e/support/berth';
import type { Bench, BenchTable } from './bench';
import { measureAppends } from './chat-append';
import { measureConvergence } from './chat-convergence';
import { measureOpen } from './chat-open';
import { measureScroll } from './chat-scroll';
import { measureSearch } from './chat-search';

async function run(): Promise<BenchTable[]> {
  await using berth = await Berth.start({ runtime: 'local' });
  // The search fills the database, so it comes last.
  return [
    await measureAppends(berth),
    await measureOpen(berth),
    await measureScroll(berth),
    await measureConvergence(berth),
    await measureSearch(berth),
  ];
}

export const chat: Bench = { name: 'chat', run };
