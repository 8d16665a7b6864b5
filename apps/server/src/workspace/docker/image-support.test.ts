import { expect, it } from 'vitest';
import { checkArchitecture, explainFailedStart } from './image-support';

const explain = (log: string) => explainFailedStart('some/image', log)?.message;

it('reads from the loader’s own words what an image lacks', () => {
  const missing = 'error while loading shared libraries: libstdc++.so.6: cannot open shared object file';
  expect(explain(`/opt/berth/node: ${missing}`)).toContain('lacks libstdc++.so.6');
  expect(explain("/lib/libc.so.6: version `GLIBC_2.28' not found (required by node)")).toContain(
    'GLIBC_2.28',
  );
  expect(explain('[FATAL tini (6)] exec /opt/berth/node failed: Exec format error')).toContain(
    'architecture',
  );
  expect(explain('2026-11-23 listening on /run/berth/agent.sock')).toBeUndefined();
});

it('blames the server’s Node, not the image, for libraries only the host has', () => {
  expect(explain('error while loading shared libraries: libnode.so.108: cannot open')).toContain(
    'BERTH_AGENT_NODE',
  );
});

it('compares architectures by the engine’s names', () => {
  expect(() => checkArchitecture('i', 'amd64', 'x64')).not.toThrow();
  expect(() => checkArchitecture('i', '', 'x64')).not.toThrow();
  expect(() => checkArchitecture('i', 'arm64', 'x64')).toThrow('made for arm64');
});
