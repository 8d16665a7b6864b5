import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { TestApp } from './support/test-app';

let app: TestApp;
let projectId: string;
beforeAll(async () => {
  app = await TestApp.start();
  projectId = (await app.client().project.create.mutate({ name: 'Calls' })).id;
  await app.client().fs.create.mutate({ projectId, path: 'a.txt', content: 'text' });
});
afterAll(() => app[Symbol.asyncDispose]());

interface Answer {
  status: number;
  type: string | null;
  body: unknown;
  /** Berth's own way of answering declares the length, tRPC's adapter sends chunks. */
  direct: boolean;
}

async function answerTo(path: string, init: RequestInit): Promise<Answer> {
  const headers = { 'content-type': 'application/json' };
  const answer = await app.fetch(`/trpc/${path}`, { headers, ...init });
  const { status } = answer;
  const body = status === 204 ? null : await answer.json();
  const direct = answer.headers.has('content-length');
  return { status, type: answer.headers.get('content-type'), body, direct };
}

const posted = (path: string, body: string) => answerTo(path, { method: 'POST', body });
/** A body of unknown length is left to tRPC's own adapter. */
const streamed = (path: string, body: string) =>
  answerTo(path, { method: 'POST', body: new Blob([body]).stream(), duplex: 'half' } as RequestInit);

it('answers a call just as the adapter of tRPC does', async () => {
  const key = { projectId, path: 'a.txt' };
  const missing = { projectId, path: 'none' };
  const requests: [string, string][] = [
    ['fs.read', JSON.stringify(key)],
    ['fs.read', JSON.stringify(missing)],
    ['fs.read', JSON.stringify({ projectId, path: 7 })],
    ['fs.read', JSON.stringify({ projectId: 'nope', path: 'a.txt' })],
    ['fs.mkdir', JSON.stringify({ projectId, path: 'a.txt' })],
    ['fs.read,fs.stat?batch=1', JSON.stringify({ 0: key, 1: key })],
    ['fs.read,fs.stat?batch=1', JSON.stringify({ 0: key, 1: missing })],
    ['fs.list', JSON.stringify({ projectId })],
    ['fs.list', JSON.stringify(key)],
    ['fs.list,fs.stat,fs.list?batch=1', JSON.stringify({ 0: { projectId }, 1: key, 2: missing })],
    ['fs.read,fs.read?batch=1', JSON.stringify({ 0: missing, 1: missing })],
  ];
  for (const [path, body] of requests) {
    const direct = await posted(path, body);
    const adapter = await streamed(path, body);
    expect([direct.direct, adapter.direct], path).toEqual([true, false]);
    expect({ ...direct, direct: false }, path).toEqual(adapter);
  }
});

it('leaves to the adapter what is no ordinary call', async () => {
  const key = JSON.stringify({ projectId, path: 'a.txt' });
  const unknown = await posted('fs.unknown', key);
  expect([unknown.status, unknown.direct]).toEqual([404, false]);
  const inherited = await posted('constructor', key);
  expect([inherited.status, inherited.direct]).toEqual([404, false]);
  const mixed = await posted('fs.read,fs.mkdir?batch=1', JSON.stringify({ 0: JSON.parse(key), 1: {} }));
  expect([mixed.status, mixed.direct]).toEqual([400, false]);
  const mutationByGet = await answerTo(`fs.mkdir?input=${encodeURIComponent(key)}`, { method: 'GET' });
  expect([mutationByGet.status, mutationByGet.direct]).toEqual([405, false]);
});

it('says what is wrong with an input that is not JSON', async () => {
  for (const answer of [
    await posted('fs.read', '{'),
    await answerTo('fs.read?input=%7B', { method: 'GET' }),
  ]) {
    expect(answer).toMatchObject({ status: 400, body: { error: { data: { reason: 'INVALID_INPUT' } } } });
  }
  expect(await posted('fs.read?batch=1', '7')).toMatchObject({ status: 400 });
  expect(await posted('fs.read', '')).toMatchObject({ status: 400 });
});

it('reads by GET, as a script does', async () => {
  const input = encodeURIComponent(JSON.stringify({ projectId, path: 'a.txt' }));
  const read = await answerTo(`fs.read?input=${input}`, { method: 'GET' });
  expect(read).toMatchObject({ status: 200, direct: true, body: { result: { data: { content: 'text' } } } });
  const literal = encodeURIComponent(JSON.stringify({ projectId, path: 'no?pe' })).replace('%3F', '?');
  const missing = await answerTo(`fs.read?input=${literal}`, { method: 'GET' });
  expect(missing).toMatchObject({ status: 404, body: { error: { message: 'There is no no?pe.' } } });
});

it('runs as many calls as a batch may have without a warning of the platform', async () => {
  const warnings: Error[] = [];
  const note = (warning: Error) => warnings.push(warning);
  process.on('warning', note);
  onTestFinished(() => void process.off('warning', note));
  const inputs = Object.fromEntries(
    Array.from({ length: 20 }, (_, index) => [index, { projectId, path: 'a.txt' }]),
  );
  const { status, direct } = await posted(`${Array(20).fill('fs.read')}?batch=1`, JSON.stringify(inputs));
  expect([status, direct]).toEqual([200, true]);
  await new Promise((resolve) => setImmediate(resolve));
  expect(warnings).toEqual([]);
});
