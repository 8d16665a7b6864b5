import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { get } from 'node:http';

/** What a peer took: milliseconds by the clock, and of CPU where it can be told. */
export interface Took {
  ms: number;
  cpuMs: number;
}

/** `zip` over a folder at a level. */
export async function zip(folder: string, target: string, level: number): Promise<Took> {
  const start = performance.now();
  const child = spawn('bash', ['-c', 'time zip -q -r "-$2" "$1" .', 'bash', target, String(level)], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { PATH: '/usr/bin:/bin', TIMEFORMAT: '%U %S' },
  });
  const said = await output(child);
  const [user = 0, system = 0] = said.trim().split(' ').map(Number);
  return { ms: performance.now() - start, cpuMs: (user + system) * 1000 };
}

const bareServer = `
const { createReadStream } = require('node:fs');
const server = require('node:http').createServer((_request, response) => {
  createReadStream(process.argv[1], { highWaterMark: 262144 }).pipe(response);
});
server.listen(0, '127.0.0.1', () => process.stdout.write(String(server.address().port)));
process.stdin.resume().once('end', () => process.exit());
`;

/** A file over a bare HTTP stream from a process of its own, to a client that hashes it. */
export async function bareStream(path: string): Promise<number> {
  const server = spawn(process.execPath, ['-e', bareServer, path], { stdio: ['pipe', 'pipe', 'inherit'] });
  const port = await new Promise<string>((resolve) =>
    server.stdout.once('data', (text) => resolve(`${text}`)),
  );
  try {
    const start = performance.now();
    const hash = createHash('sha256');
    await new Promise<void>((resolve, reject) => {
      const request = get({ port }, (answer) => {
        answer.on('data', (bytes: Buffer) => hash.update(bytes));
        answer.on('end', resolve);
        answer.on('error', reject);
      });
      request.on('error', reject);
    });
    hash.digest();
    return performance.now() - start;
  } finally {
    server.stdin.end();
  }
}

function output(child: ChildProcess): Promise<string> {
  let text = '';
  child.stderr?.on('data', (bytes: Buffer) => {
    text += bytes.toString();
  });
  return new Promise((resolve) => child.once('close', () => resolve(text)));
}
