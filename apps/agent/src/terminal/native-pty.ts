import { createRequire } from 'node:module';
import { join } from 'node:path';

/** node-pty's addon without its JavaScript, which loses output when a shell exits and blocks when a program does not read. */
export interface NativePty {
  fork(
    file: string,
    args: string[],
    environment: string[],
    cwd: string,
    cols: number,
    rows: number,
    uid: number,
    gid: number,
    utf8: boolean,
    helperPath: string,
    onExit: (exitCode: number, signal: number) => void,
  ): { fd: number; pid: number; pty: string };
  resize(fd: number, cols: number, rows: number): void;
}

export function loadNativePty(): { native: NativePty; helperPath: string } {
  const agentRequire = createRequire(join(__dirname, 'agent.cjs'));
  const ptyRequire = createRequire(agentRequire.resolve('@lydell/node-pty'));
  const name = `@lydell/node-pty-${process.platform}-${process.arch}`;
  const native = ptyRequire(`${name}/pty.node`) as NativePty;
  const helperPath = process.platform === 'darwin' ? ptyRequire.resolve(`${name}/spawn-helper`) : 'unused';
  return { native, helperPath };
}
