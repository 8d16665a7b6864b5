import type { ClientEventOutput, ServerEventName } from '@berth/protocol/socket';
import { emitAck, on, send, socket } from '../../lib/socket';
import { useTheme } from '../../lib/theme';
import { programColors } from './emulator-theme';

/** Milliseconds until an attachment that nothing draws is let go of: until then it may make its program wait. */
const UNTAKEN_MS = 5_000;
/** What makes an attachment another than it began as: it is let go of, and whoever draws the session attaches anew. */
const CHANGES = [
  'terminal_resized',
  'terminal_resync',
  'terminal_exit',
  'terminal_detached',
] as const satisfies ServerEventName[];

export interface EarlyOutput {
  data: Uint8Array;
  offset: number;
}

export interface AttachmentAhead {
  answer: Promise<ClientEventOutput<'terminal_attach'>>;
  /** What came for the session up to now. */
  early: EarlyOutput[];
}

interface Ahead extends AttachmentAhead {
  sessionId: string;
  connection: string | undefined;
  stop(): void;
}

let ahead: Ahead | undefined;

/**
 * Attaches to a session before there is anything to draw it in, so that its snapshot is made and travels while the page is drawn.
 * The size of a page that is not drawn counts for nothing.
 */
export function attachAhead(sessionId: string): void {
  dropAttachment();
  const colors = programColors(useTheme.getState().theme);
  const answer = emitAck('terminal_attach', { sessionId, visible: false, colors });
  // Whoever takes it meets the failure.
  answer.catch(() => {});
  const early: EarlyOutput[] = [];
  const drop = (event: { sessionId: string }): void => {
    if (event.sessionId === sessionId) dropAttachment();
  };
  const disposers = CHANGES.map((name) => on(name, drop));
  disposers.push(
    on('terminal_data', (event) => {
      if (event.sessionId === sessionId)
        early.push({ data: new Uint8Array(event.data), offset: event.offset });
    }),
  );
  const timer = setTimeout(dropAttachment, UNTAKEN_MS);
  const stop = (): void => {
    clearTimeout(timer);
    for (const dispose of disposers) dispose();
  };
  ahead = { sessionId, connection: socket().id, answer, early, stop };
}

/** The attachment made ahead, once, if it is to this session and on the connection that it was made on. */
export function takeAttachment(sessionId: string): AttachmentAhead | undefined {
  if (ahead?.sessionId !== sessionId) return undefined;
  const taken = forget();
  return taken?.connection === socket().id ? taken : undefined;
}

/** Lets go of an attachment that was made ahead and not taken. */
export function dropAttachment(): void {
  const dropped = forget();
  if (dropped && dropped.connection === socket().id)
    send('terminal_detach', { sessionId: dropped.sessionId });
}

function forget(): Ahead | undefined {
  const taken = ahead;
  ahead = undefined;
  taken?.stop();
  return taken;
}
