import type { Duplex } from 'node:stream';
import { AppError } from '@berth/protocol/error';
import type Docker from 'dockerode';
import { BRIDGE_COMMAND } from './container-options';
import { ExecStream } from './exec-stream';

/** What the bridge writes to its standard error once it is joined to the agent's socket. */
const JOINED = 'joined';

/**
 * A connection to the agent through a bridge that runs in its container: the way where the engine shares no socket with this
 * host. Each connection is one process in the container, which ends with it. @throws AppError WORKSPACE_UNAVAILABLE.
 */
export async function connectExec(container: Docker.Container): Promise<Duplex> {
  const exec = await container.exec({
    Cmd: BRIDGE_COMMAND,
    AttachStdin: true,
    AttachStdout: true,
    AttachStderr: true,
  });
  const raw = await exec.start({ hijack: true, stdin: true });
  return new Promise((resolve, reject) => {
    const stream = new ExecStream(raw, (text) => {
      if (text.includes(JOINED)) resolve(stream);
    });
    const fail = () => reject(notJoined(stream.errorOutput));
    stream.once('error', fail);
    stream.once('close', fail);
    stream.once('end', fail);
  });
}

function notJoined(cause: string): AppError {
  return new AppError('WORKSPACE_UNAVAILABLE', 'The workspace does not answer. Open the project again.', {
    cause,
  });
}
