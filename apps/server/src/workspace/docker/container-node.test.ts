import { expect, it } from 'vitest';
import { containerNode } from './container-node';

it('mounts the server’s own Node on Linux, the configured one anywhere, and says what to do elsewhere', () => {
  expect(containerNode(undefined, '/data/node', 'linux')).toBe('/data/node');
  expect(containerNode(process.execPath, '/data/node', 'darwin')).toBe(process.execPath);
  expect(() => containerNode(undefined, '/data/node', 'darwin')).toThrow('BERTH_AGENT_NODE');
  expect(() => containerNode('/nowhere/node', '/data/node', 'linux')).toThrow('/nowhere/node');
});
