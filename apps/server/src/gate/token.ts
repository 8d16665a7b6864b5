import { createHash, hash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** What a browser keeps instead of the token: derived from it, so it dies with it and survives a restart. */
export function cookieValueOf(token: string): string {
  return createHash('sha256').update(`berth-cookie\0${token}`).digest('base64url');
}

/** A secret that is compared in a time that does not depend on where the other differs. */
export class Secret {
  readonly #digest: Buffer;

  constructor(text: string) {
    this.#digest = digestOf(text);
  }

  equals(given: string): boolean {
    return timingSafeEqual(digestOf(given), this.#digest);
  }
}

function digestOf(text: string): Buffer {
  return hash('sha256', text, 'buffer');
}

/** Cookies are shared by all ports of a host, so each server's has its own name. */
export function cookieName(port: number): string {
  return `berth_${port}`;
}

export function bearerToken(headers: IncomingHttpHeaders): string | undefined {
  return /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1];
}

export function readCookie(headers: IncomingHttpHeaders, name: string): string | undefined {
  for (const part of (headers.cookie ?? '').split(';')) {
    const [key, ...value] = part.trim().split('=');
    if (key === name) return value.join('=');
  }
  return undefined;
}
