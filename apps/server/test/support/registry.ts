import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { type ImageParts, sha256 } from './images';

/** What of a layer's second half comes before it is released: too little to end within a test. */
const TRICKLE_BYTES = 1024;
const TRICKLE_MS = 50;
const TYPES = 'application/vnd.docker';

/** An image registry on loopback, which engines trust without TLS. It has one image and sends half of its layer, and then a
 * trickle, until released. */
export class Registry implements AsyncDisposable {
  readonly #server: Server = createServer((request, response) => this.#answer(request, response));
  readonly #blobs = new Map<string, Buffer>();
  readonly #layer: string;
  readonly #manifest: Buffer;
  #release: () => void = () => {};
  readonly #released = new Promise<void>((resolve) => {
    this.#release = resolve;
  });
  #abort: () => void = () => {};
  /** Resolves when an engine gave up the layer before it had all of it. */
  readonly aborted = new Promise<void>((resolve) => {
    this.#abort = resolve;
  });

  #ask: () => void = () => {};
  /** Resolves when an engine asked for the layer. */
  readonly asked = new Promise<void>((resolve) => {
    this.#ask = resolve;
  });

  private constructor({ config, layer }: ImageParts) {
    const packed = gzipSync(layer, { level: 1 });
    const add = (bytes: Buffer): { size: number; digest: string } => {
      this.#blobs.set(sha256(bytes), bytes);
      return { size: bytes.length, digest: sha256(bytes) };
    };
    this.#layer = sha256(packed);
    this.#manifest = Buffer.from(
      JSON.stringify({
        schemaVersion: 2,
        mediaType: `${TYPES}.distribution.manifest.v2+json`,
        config: { mediaType: `${TYPES}.container.image.v1+json`, ...add(config) },
        layers: [{ mediaType: `${TYPES}.image.rootfs.diff.tar.gzip`, ...add(packed) }],
      }),
    );
  }

  static async start(image: ImageParts): Promise<Registry> {
    const registry = new Registry(image);
    registry.#server.listen(0, '127.0.0.1');
    await once(registry.#server, 'listening');
    return registry;
  }

  /** The name of its image, for an engine on this host. */
  get image(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}/berth-test:latest`;
  }

  /** Lets the second half of the layer go. */
  release(): void {
    this.#release();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, kind, reference] = /^\/v2\/berth-test\/(manifests|blobs)\/(.+)$/.exec(request.url ?? '') ?? [];
    if (request.url === '/v2/') return void response.end('{}');
    const isManifest =
      kind === 'manifests' && (reference === 'latest' || reference === sha256(this.#manifest));
    const body = isManifest ? this.#manifest : this.#blobs.get(reference ?? '');
    if (!body) return void response.writeHead(404).end('{"errors":[{"code":"MANIFEST_UNKNOWN"}]}');
    response.setHeader('content-length', body.length);
    response.setHeader('docker-content-digest', sha256(body));
    if (isManifest) response.setHeader('content-type', `${TYPES}.distribution.manifest.v2+json`);
    if (request.method === 'HEAD' || reference !== this.#layer) return void response.end(body);
    this.#ask();
    let sent = Math.floor(body.length / 2);
    response.write(body.subarray(0, sent));
    // An engine that gives a layer up lets go of its connection at the next byte: one that stood still would be kept.
    const trickle = setInterval(() => {
      response.write(body.subarray(sent, sent + TRICKLE_BYTES));
      sent += TRICKLE_BYTES;
    }, TRICKLE_MS);
    response.on('close', () => {
      clearInterval(trickle);
      if (!response.writableFinished) this.#abort();
    });
    await this.#released;
    clearInterval(trickle);
    response.end(body.subarray(sent));
  }
}
