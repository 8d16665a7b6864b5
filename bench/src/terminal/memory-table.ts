import type { Berth } from '@berth/e2e/support/berth';
import { type BenchTable, mb } from '../bench';
import { agentPid, residentBytes } from '../processes';
import { berthTerminal } from './channel';
import { never } from './reader';

const STALLED_SECONDS = 60;
const FLOOR_BYTES = 32_000_000;

/** What server and agent grow by while a client of a flooding terminal is stuck. */
export async function memoryTable(berth: Berth, projectId: string): Promise<BenchTable> {
  await using stalled = await berthTerminal(berth, projectId, never);
  const agent = await agentPid(projectId);
  const now = () => ({ server: residentBytes(berth.pid), agent: residentBytes(agent.pid) });
  const before = now();
  const most = { ...before };
  stalled.type('yes\n');
  for (let second = 0; second < STALLED_SECONDS; second++) {
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    const { server, agent } = now();
    most.server = Math.max(most.server, server);
    most.agent = Math.max(most.agent, agent);
  }
  const growth = { server: most.server - before.server, agent: most.agent - before.agent };
  const verdict = Math.max(growth.server, growth.agent) < FLOOR_BYTES ? 'met' : 'MISSED';
  return {
    title: `Memory under \`yes\` while the client is stuck for ${STALLED_SECONDS} s`,
    columns: ['process', 'before', 'most', 'growth'],
    rows: [
      ['server', mb(before.server), mb(most.server), mb(growth.server)],
      ['agent', mb(before.agent), mb(most.agent), mb(growth.agent)],
    ],
    notes: [`Growth is under 32 MB in each (floor): ${verdict}.`],
  };
}
