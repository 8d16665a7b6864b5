import { z } from 'zod';
import { call } from './call';
import { pathSchema } from './fs-entry';
import { inProject, projectIdSchema } from './project';

/** Live terminals a project may have at once. */
export const MAX_LIVE_TERMINALS = 5;
/** Lines kept above the screen: what `BERTH_TERMINAL_SCROLLBACK` may be, and is unless it is set. */
export const SCROLLBACK_LINES = { usual: 10_000, least: 10_000, most: 100_000 };
/** Bytes of one `terminal_data` from a client; a larger paste is sent in several. */
export const MAX_INPUT_BYTES = 4 * 1024 * 1024;
/**
 * Bytes a client that has not acknowledged anything yet is sent ahead; then the program waits. With acknowledgements the
 * window follows the speed of the client, between 128 KiB and this.
 */
export const MAX_WINDOW_BYTES = 1024 * 1024;

/** `terminal_{projectId}_{uuid}`. Any other text names no terminal and is answered with NOT_FOUND. */
export const sessionIdSchema = z.string().max(200);

const sessionIdPattern = /^terminal_([a-z0-9]{12})_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The project a session belongs to, or undefined when the text is no session id. */
export function projectIdOfSession(sessionId: string): string | undefined {
  return sessionIdPattern.exec(sessionId)?.[1];
}

/** Columns and rows of the character grid. */
export const colsSchema = z.number().int().min(2).max(500);
export const rowsSchema = z.number().int().min(1).max(500);
export const terminalSizeSchema = z.object({ cols: colsSchema, rows: rowsSchema });
export type TerminalSize = z.infer<typeof terminalSizeSchema>;

const colorSchema = z.string().regex(/^#[0-9a-f]{6}$/i, 'a colour is written #rrggbb');
/** The colours a client draws with, which a program that asks for them (OSC 4, 10, 11 and 12) is told. */
export const terminalColorsSchema = z.object({
  foreground: colorSchema,
  background: colorSchema,
  cursor: colorSchema,
  /** The first 16 of the palette: eight colours, then the bright ones. */
  palette: z.array(colorSchema).length(16).optional(),
});
export type TerminalColors = z.infer<typeof terminalColorsSchema>;

/** A byte position in a session's output: 0 is before the first byte the shell wrote. */
export const offsetSchema = z.number().int().nonnegative();

export const terminalNameSchema = z
  .string()
  .trim()
  .max(80, 'a name has at most 80 characters')
  .regex(/^\P{Cc}*$/u, 'a name has no control characters');

/** How a session ended. `signal` is the signal's number, where one ended it. */
export const terminalEndSchema = z.object({
  exitCode: z.number().int(),
  signal: z.number().int().optional(),
});
export type TerminalEnd = z.infer<typeof terminalEndSchema>;

export const terminalSchema = z.object({
  sessionId: sessionIdSchema,
  projectId: projectIdSchema,
  /** Given by a person; empty: show the title or the command. */
  name: z.string().max(80),
  /** Set by the program through its escape sequences; may be empty. */
  title: z.string().max(500),
  /** The program in the foreground, such as `vim notes.md`. */
  command: z.string().max(500),
  /** Where that program is: relative to the project (`.` is its root), or absolute when outside; empty where that folder is deleted. */
  cwd: z.string().max(5000),
  /** The project's folder as programs in the workspace see it. */
  root: z.string().max(5000).default('/workspace'),
  pid: z.number().int(),
  cols: z.number().int(),
  rows: z.number().int(),
  /** Lines kept above the screen. */
  scrollback: z.number().int().min(0).max(SCROLLBACK_LINES.most).default(SCROLLBACK_LINES.usual),
  running: z.boolean(),
  /** Null while it runs. */
  end: terminalEndSchema.nullable(),
  /** Clients attached at the moment. */
  viewers: z.number().int().nonnegative(),
  createdAt: z.iso.datetime(),
});
export type Terminal = z.infer<typeof terminalSchema>;

export const terminalListOutput = z.object({ terminals: z.array(terminalSchema).max(100) });

/**
 * Input of `terminal_create` without the project. `cwd` is relative to the project's root. A client that does not show the terminal
 * yet creates it with `visible: false`: its size is the first one, and limits nobody.
 */
export const terminalSpecSchema = terminalSizeSchema.extend({
  visible: z.boolean().default(true),
  colors: terminalColorsSchema.optional(),
  cwd: pathSchema.default('.'),
  name: terminalNameSchema.default(''),
});

/**
 * How a client looks at a session. Its size counts only while `visible`; the terminal has the smallest of the counting sizes.
 * Without a size the client follows whatever the others have.
 */
export const terminalViewSchema = z.object({
  cols: colsSchema.optional(),
  rows: rowsSchema.optional(),
  visible: z.boolean().default(true),
  /** Those of the visible client that told its own last are the session's. */
  colors: terminalColorsSchema.optional(),
  /** Resume: all before this offset is drawn already. Used when the bytes since then are still at hand. */
  since: offsetSchema.optional(),
});

/** What a client that attaches is given. */
export const terminalAttachmentSchema = terminalSchema.extend({
  /**
   * Escape sequences that put any terminal of this size in the session's state: scrollback, screen, colours, cursor, modes.
   * Empty when `resumed`. Nothing that the emulator answers to it may be sent.
   */
  snapshot: z.string(),
  /** Live bytes begin here. */
  offset: offsetSchema,
  /** True when the bytes since `since` follow, and the screen is to be kept as it is. */
  resumed: z.boolean(),
});
export type TerminalAttachment = z.infer<typeof terminalAttachmentSchema>;

const bytesSchema = z.instanceof(Uint8Array);

/**
 * An input's place: a client counts what it sends to a session, from 1. An input that it repeats after a lost connection has the same
 * number and is typed once; one that comes while an earlier one is missing is refused (`MissingInput`), so nothing is lost
 * between two. A client that cannot send the missing one goes on under another `clientId`, from 1.
 */
const inputSequence = {
  clientId: z.string().min(1).max(64).optional(),
  seq: z.number().int().positive().optional(),
};
export const terminalInputSchema = z.object({
  sessionId: sessionIdSchema,
  ...inputSequence,
});
export type TerminalInput = z.infer<typeof terminalInputSchema>;

const ofSession = z.object({ sessionId: sessionIdSchema });

/**
 * Terminals over Socket.IO. The client that creates a session is attached to it and gets its `terminal_data` without
 * attaching; others attach. A client that disconnects is detached; its sessions run on, for ever.
 *
 * Flow control. `terminal_ack {sessionId, offset}` says that everything before `offset` is drawn. A client is sent at most a
 * window of bytes it has not acknowledged: 1 MiB until its first acknowledgement, then what it draws in a few milliseconds.
 * Beyond that the program that writes is made to wait. A client alone with a session may make it wait for any time, and
 * misses nothing. A client that makes other clients of the session wait for about two seconds is left behind: it is sent
 * nothing until it has acknowledged all it was sent, then `terminal_resync` and live bytes again.
 */
export const terminalClientEvents = {
  terminal_create: call(inProject.extend(terminalSpecSchema.shape), terminalSchema),
  terminal_attach: call(ofSession.extend(terminalViewSchema.shape), terminalAttachmentSchema),
  terminal_detach: call(ofSession, z.object({})),
  terminal_list: call(inProject, terminalListOutput),
  /** Types into the terminal: text as UTF-8, or bytes. Acknowledged once the session has it. */
  terminal_data: call(
    terminalInputSchema.extend({
      data: z.union([z.string().max(MAX_INPUT_BYTES), bytesSchema]),
    }),
    z.object({}),
  ),
  terminal_ack: call(ofSession.extend({ offset: offsetSchema }), z.object({})),
  /** Answers the size in force, which another client may limit. */
  terminal_resize: call(
    ofSession
      .extend(terminalSizeSchema.shape)
      .extend({ visible: z.boolean().default(true), colors: terminalColorsSchema.optional() }),
    terminalSizeSchema,
  ),
  /** Gives the session a name; an empty one removes it. */
  terminal_rename: call(ofSession.extend({ name: terminalNameSchema }), z.object({})),
  /** Ends the session and every process it started, and forgets it. Answered when none of them runs. */
  terminal_close: call(ofSession, z.object({})),
};

export const terminalServerEvents = {
  /** `offset` is the position of the first byte of `data` in the session's output. */
  terminal_data: ofSession.extend({ data: bytesSchema, offset: offsetSchema }),
  /** The session's size from here on, in order with its data. */
  terminal_resized: ofSession.extend(terminalSizeSchema.shape),
  /** Replaces everything drawn: this client was left behind. Live bytes follow from `offset`. */
  terminal_resync: ofSession.extend({
    ...terminalSizeSchema.shape,
    snapshot: z.string(),
    offset: offsetSchema,
  }),
  /** The shell ended, after all its output. `exitCode` is `EXIT_CODE_GONE` (-1) when the whole workspace went. */
  terminal_exit: ofSession.extend(terminalEndSchema.shape),
  /** Somebody closed the session: it is gone from the list. */
  terminal_closed: ofSession,
  /** This client is no longer attached though the session runs: attach again. */
  terminal_detached: ofSession,
  /** The project's list of terminals changed (opened, ended, closed, renamed, a new title): `terminal_list` has it. */
  terminals_changed: inProject,
};

/** Terminal calls of an agent; what streams goes over the `/terminal` WebSocket (see `terminal-link.ts`). */
export const terminalAgentCalls = {
  'terminal.list': call(z.object({}), terminalListOutput),
  'terminal.rename': call(ofSession.extend({ name: terminalNameSchema }), z.object({})),
  'terminal.close': call(ofSession, z.object({})),
};
