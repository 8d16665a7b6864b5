import { describe, expect, it } from 'vitest';
import { type HostRules, isAllowedHost, isAllowedOrigin } from './hosts';

const local: HostRules = { host: '127.0.0.1', port: 3000, publicUrl: undefined };
const everywhere: HostRules = { ...local, host: '0.0.0.0' };
const behindProxy: HostRules = { ...local, publicUrl: 'https://berth.example' };

describe('Host', () => {
  /** What each of these would get past. */
  const naiveHosts = {
    includes: (host: string) => host.includes('127.0.0.1'),
    startsWith: (host: string) => host.startsWith('127.0.0.1'),
    anyIpAddress: (host: string) => /^\d+\.\d+\.\d+\.\d+/.test(host),
  };
  const attacks: [host: string, past: keyof typeof naiveHosts][] = [
    ['127.0.0.1.evil.example:3000', 'startsWith'],
    ['evil-127.0.0.1.example:3000', 'includes'],
    ['127.0.0.1:3000@evil.example', 'startsWith'],
    ['127.0.0.1:3001', 'startsWith'],
    ['127.0.0.1', 'includes'],
    ['10.0.0.7:3000', 'anyIpAddress'],
  ];

  it.each(attacks)('%s is refused, which the naive rule %s lets pass', (host, past) => {
    expect(naiveHosts[past](host)).toBe(true);
    expect(isAllowedHost(host, local)).toBe(false);
  });

  it('takes the names of this server only', () => {
    for (const host of ['127.0.0.1:3000', 'localhost:3000', '[::1]:3000', 'LOCALHOST:3000']) {
      expect(isAllowedHost(host, local)).toBe(true);
    }
    for (const host of [undefined, '', 'evil.example:3000', `${'a'.repeat(300)}:3000`, '[::1', ':3000']) {
      expect(isAllowedHost(host, local)).toBe(false);
    }
    expect(isAllowedHost('127.0.0.1', { ...local, port: 80 })).toBe(true);
  });

  it('takes addresses, never names, where it listens on every address', () => {
    expect(isAllowedHost('192.168.1.5:3000', everywhere)).toBe(true);
    expect(isAllowedHost('[fe80::1]:3000', everywhere)).toBe(true);
    expect(isAllowedHost('rebound.evil.example:3000', everywhere)).toBe(false);
  });

  it('takes the public name behind a proxy', () => {
    expect(isAllowedHost('berth.example', behindProxy)).toBe(true);
    expect(isAllowedHost('other.berth.example', behindProxy)).toBe(false);
  });
});

describe('Origin', () => {
  const naive = (origin: string) =>
    origin.endsWith('127.0.0.1:3000') || origin.startsWith('http://127.0.0.1');

  it.each([
    'http://evil.example/?127.0.0.1:3000',
    'http://127.0.0.1.evil.example:3000',
    'http://127.0.0.1:3000@evil.example',
    'http://evil-127.0.0.1:3000',
    'http://127.0.0.1:3001',
    'http://127.0.0.1:3000/',
    'https://127.0.0.1:3000',
  ])('%s is refused', (origin) => {
    expect(isAllowedOrigin(origin, local)).toBe(false);
  });

  it('has attacks that a comparison of ends lets pass', () => {
    expect(naive('http://127.0.0.1.evil.example:3000')).toBe(true);
    expect(naive('http://evil-127.0.0.1:3000')).toBe(true);
  });

  it('is none for programs, and never null', () => {
    expect(isAllowedOrigin(undefined, local)).toBe(true);
    expect(isAllowedOrigin('null', local)).toBe(false);
    expect(isAllowedOrigin('http://localhost:3000', local)).toBe(true);
    expect(isAllowedOrigin('https://berth.example', behindProxy)).toBe(true);
    expect(isAllowedOrigin('http://berth.example', behindProxy)).toBe(false);
  });
});
