import { Berth } from '@berth/e2e/support/berth';
import { chromium } from '@playwright/test';
import { type Bench, type BenchTable, mb, ms, summarize } from './bench';
import { chromiumOptions } from './chromium';
import { agentPid, residentBytes } from './processes';

const STARTS = 7;

/** Milliseconds from the server's start to the first 200 of `/healthz`. */
async function coldStart(berth: Berth): Promise<number> {
  await berth.stopServer();
  const start = performance.now();
  const started = berth.startServer();
  for (;;) {
    const answer = await fetch(`${berth.url}/healthz`).catch(() => undefined);
    if (answer?.status === 200) break;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  const took = performance.now() - start;
  await started;
  return took;
}

/** Bytes of JavaScript, as compressed on the wire, of the page a person sees first. */
async function firstPageBytes(berth: Berth): Promise<number> {
  const browser = await chromium.launch(chromiumOptions);
  try {
    const page = await browser.newPage();
    const sizes: Promise<number>[] = [];
    page.on('requestfinished', (request) => {
      if (request.resourceType() === 'script')
        sizes.push(request.sizes().then((size) => size.responseBodySize));
    });
    await page.request.post(`${berth.url}/auth/sign-in`, { data: { token: berth.token } });
    await page.goto(berth.url, { waitUntil: 'networkidle' });
    return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  } finally {
    await browser.close();
  }
}

async function run(): Promise<BenchTable[]> {
  await using berth = await Berth.start({ runtime: 'docker' });
  const client = berth.client();
  const { id: projectId } = await client.project.create.mutate({ name: 'Bench' });
  const answers: number[] = [];
  const opens: number[] = [];
  for (let start = 0; start < STARTS; start++) {
    await client.project.stop.mutate({ projectId });
    const asked = Date.now();
    await client.project.open.mutate({ projectId });
    const answered = Date.now();
    answers.push(answered - (await agentPid(projectId)).startedAt);
    opens.push(answered - asked);
  }
  const starts: number[] = [];
  for (let start = 0; start < STARTS; start++) starts.push(await coldStart(berth));
  const javascript = await firstPageBytes(berth);
  // Idle means after the first collections: the heap of a young process is not yet what it stays.
  await new Promise((resolve) => setTimeout(resolve, 5_000));
  const agent = residentBytes((await agentPid(projectId)).pid);
  const server = residentBytes(berth.pid);
  return [
    {
      title: 'Start and idle',
      columns: ['what', 'measured', 'floor'],
      rows: [
        ['server: process start to the first 200 (p50)', ms(summarize(starts).p50), ''],
        ['container start to the agent answering (p50)', ms(summarize(answers).p50), '600 ms'],
        ['container start to the agent answering (worst)', ms(Math.max(...answers)), '600 ms'],
        ['project.open of a stopped project (p50)', ms(summarize(opens).p50), ''],
        ['server, idle, resident', mb(server), '150 MB'],
        ['agent, idle, resident', mb(agent), '80 MB'],
        ['first page, JavaScript compressed', mb(javascript), '0.45 MB'],
      ],
      notes: [`${STARTS} starts each; the container start is the engine's own StartedAt.`],
    },
  ];
}

export const startup: Bench = { name: 'startup', run };
