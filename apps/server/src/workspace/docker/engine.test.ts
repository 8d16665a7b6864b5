import { expect, it } from 'vitest';
import { createEngine, engineError } from './engine';

const engine = createEngine('unix:///somewhere/engine.sock');
const refused = (statusCode: number, message: string) =>
  engineError(Object.assign(new Error('HTTP'), { statusCode, json: { message } }), engine);

it('says what to do when no engine answers, or this user may not ask it', () => {
  const failed = (code: string) => engineError(Object.assign(new Error(code), { code }), engine).message;
  expect(failed('ECONNREFUSED')).toContain('No Docker engine answers at unix:///somewhere/engine.sock');
  expect(failed('ENOENT')).toContain('Start Docker');
  expect(failed('EACCES')).toContain('group "docker"');
});

it('says what to do about what engines refuse', () => {
  const pools =
    'could not find an available, non-overlapping IPv4 address pool among the defaults to assign to the network';
  expect(refused(500, pools).message).toContain('default-address-pools');
  const mount = 'invalid mount config for type "bind": bind source path does not exist: /data/projects/x';
  expect(refused(400, mount).message).toContain('same host');
  expect(refused(500, 'out of\n luck')).toMatchObject({
    code: 'WORKSPACE_UNAVAILABLE',
    message: 'Docker could not run the workspace: out of luck',
  });
});

it('keeps what is not the engine’s to itself', () => {
  expect(engineError(new TypeError('x is undefined'), engine).code).toBe('INTERNAL');
});
