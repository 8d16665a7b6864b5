import type { IncomingMessage } from 'node:http';
import { AppError } from '@berth/protocol/error';
import { type HostRules, isAllowedHost, isAllowedOrigin } from './hosts';
import { bearerToken, cookieName, cookieValueOf, readCookie, Secret } from './token';

/** Stands in front of every HTTP route and every upgrade: Host, then Origin, then token. */
export class Gate {
  readonly #token: Secret;
  readonly #cookieName: string;
  readonly #cookieValue: string;
  readonly #cookie: Secret;
  readonly #rules: HostRules;

  constructor(token: string, rules: HostRules) {
    this.#token = new Secret(token);
    this.#cookieName = cookieName(rules.port);
    this.#cookieValue = cookieValueOf(token);
    this.#cookie = new Secret(this.#cookieValue);
    this.#rules = rules;
  }

  /** @throws AppError UNAUTHORIZED when the request is not addressed to this server or comes from a foreign page. */
  checkSource(request: IncomingMessage): void {
    if (!isAllowedHost(request.headers.host, this.#rules)) {
      throw new AppError(
        'UNAUTHORIZED',
        'This Host is not served here. Set BERTH_PUBLIC_URL to the address people use.',
      );
    }
    if (!isAllowedOrigin(request.headers.origin, this.#rules)) {
      throw new AppError('UNAUTHORIZED', 'Requests from this Origin are refused.');
    }
  }

  /** Whether the request carries the token, or the cookie that signing in set. */
  isSignedIn(request: IncomingMessage): boolean {
    const bearer = bearerToken(request.headers);
    if (bearer !== undefined) return this.isToken(bearer);
    const cookie = readCookie(request.headers, this.#cookieName);
    return cookie !== undefined && this.#cookie.equals(cookie);
  }

  isToken(given: unknown): boolean {
    return typeof given === 'string' && this.#token.equals(given);
  }

  /** The Set-Cookie header that signs a browser in (for 90 days) or, with `signedIn` false, out. */
  cookie(signedIn: boolean): string {
    const secure = this.#rules.publicUrl?.startsWith('https:') ? '; Secure' : '';
    const value = signedIn ? this.#cookieValue : '';
    const maxAge = signedIn ? 90 * 24 * 60 * 60 : 0;
    return `${this.#cookieName}=${value}; Path=/; Max-Age=${maxAge}; HttpOnly; SameSite=Strict${secure}`;
  }
}
