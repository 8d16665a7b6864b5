import { isIP } from 'node:net';

export interface HostRules {
  /** The address the server listens on. */
  host: string;
  port: number;
  publicUrl: string | undefined;
}

/**
 * Whether a Host header names this server. A name that merely resolves here (DNS rebinding) does not: only loopback names,
 * the listening address, the public URL's host and, where the server listens on every address, literal IP addresses.
 */
export function isAllowedHost(header: string | undefined, rules: HostRules): boolean {
  if (!header || header.length > 255) return false;
  const host = header.toLowerCase();
  if (rules.publicUrl && host === new URL(rules.publicUrl).host) return true;
  const { name, port } = splitHost(host);
  if (port !== String(rules.port) && !(port === '' && rules.port === 80)) return false;
  if (['127.0.0.1', 'localhost', '[::1]'].includes(name)) return true;
  const literal = name.startsWith('[') ? name.slice(1, -1) : name;
  if (['0.0.0.0', '::'].includes(rules.host)) return isIP(literal) !== 0;
  return literal === rules.host.toLowerCase();
}

/** Whether an Origin header is Berth's own. Programs send none; `null` (sandboxed pages, files) is foreign. */
export function isAllowedOrigin(origin: string | undefined, rules: HostRules): boolean {
  if (origin === undefined) return true;
  if (rules.publicUrl && origin === new URL(rules.publicUrl).origin) return true;
  if (!origin.startsWith('http://') || !URL.canParse(origin)) return false;
  const url = new URL(origin);
  if (url.origin !== origin.toLowerCase()) return false;
  // The public name counts with its own scheme only: a page of http://name may come from whoever is on the network.
  return isAllowedHost(url.host, { ...rules, publicUrl: undefined });
}

function splitHost(host: string): { name: string; port: string } {
  const match = /^(\[[0-9a-f:.]+\]|[^:]+)(?::(\d+))?$/.exec(host);
  return { name: match?.[1] ?? '', port: match?.[2] ?? '' };
}
