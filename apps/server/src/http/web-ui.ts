import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { AppError } from '@berth/protocol/error';
import sirv from 'sirv';

export type WebUi = (request: IncomingMessage, response: ServerResponse) => void;

/**
 * Serves the built UI: hashed assets for ever, pages never cached, compressed files where the build made them.
 * @throws AppError INTERNAL when the UI has not been built.
 */
export function createWebUi(folder: string): WebUi {
  if (!existsSync(join(folder, 'index.html'))) {
    throw new AppError('INTERNAL', `The web UI is not built (${folder} is missing). Run: pnpm build`);
  }
  const policy = contentSecurityPolicy(inlineScriptHashes(folder));
  const serve = sirv(folder, {
    etag: true,
    brotli: true,
    gzip: true,
    setHeaders(response, path) {
      const hashed = path.startsWith('/_next/static/');
      response.setHeader('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
      response.setHeader('content-security-policy', policy);
    },
  });
  return (request, response) => {
    serve(request, response, () => {
      response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' });
      response.end('Not found\n');
    });
  };
}

/** The policy of Berth's own pages: own scripts only, and the inline ones the build made, by hash. */
export function contentSecurityPolicy(scriptHashes: string[]): string {
  return [
    "default-src 'self'",
    `script-src 'self' ${scriptHashes.join(' ')}`.trim(),
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "worker-src 'self' blob:",
    "connect-src 'self'",
    "frame-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

function inlineScriptHashes(folder: string): string[] {
  const pages = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.html'),
  );
  const hashes = new Set<string>();
  for (const page of pages) {
    const html = readFileSync(join(folder, page), 'utf8');
    for (const match of html.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g)) {
      hashes.add(
        `'sha256-${createHash('sha256')
          .update(match[1] ?? '')
          .digest('base64')}'`,
      );
    }
  }
  return [...hashes];
}
