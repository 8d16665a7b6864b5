import { randomUUID } from 'node:crypto';
import { AppError } from '@berth/protocol/error';
import { MAX_LIVE_TERMINALS, type Terminal, type terminalSpecSchema } from '@berth/protocol/terminal';
import type { z } from 'zod';
import type { AgentConfig } from '../env';
import type { EventHub } from '../events/hub';
import { log } from '../log';
import { endProcesses } from './end-processes';
import { Screens } from './screens';
import { Session } from './session';
import { isMarkOf, sessionMark } from './session-mark';
import { shellFor } from './shell';
import { workingFolder } from './working-folder';

/** Ended sessions whose last screen is kept until they are closed. */
const MAX_ENDED = 5;
/** Milliseconds in which changes are announced together. */
const ANNOUNCE_MS = 20;

/** The project's terminals. */
export class Sessions {
  readonly #config: AgentConfig;
  readonly #events: EventHub;
  readonly #screens: Screens;
  readonly #sessions = new Map<string, Session>();
  #starting = 0;
  /** Settles when what an agent that was killed left behind has ended: it carries the marks that new sessions are given. */
  readonly #cleared: Promise<void>;
  #lastChannel = 0;
  #announceTimer: NodeJS.Timeout | undefined;

  constructor(config: AgentConfig, events: EventHub, screens = new Screens(config.scrollback)) {
    this.#config = config;
    this.#screens = screens;
    this.#events = events;
    this.#cleared = this.#endAll([]).catch((error: unknown) =>
      log('earlier terminals could not be ended', error),
    );
  }

  /** @throws AppError TERMINAL_LIMIT, PATH_OUTSIDE_PROJECT, NOT_FOUND, INVALID_INPUT. */
  async create(spec: z.output<typeof terminalSpecSchema>): Promise<Session> {
    const live = [...this.#sessions.values()].filter(({ isRunning }) => isRunning).length;
    if (live + this.#starting >= MAX_LIVE_TERMINALS) {
      throw new AppError(
        'TERMINAL_LIMIT',
        `A project has at most ${MAX_LIVE_TERMINALS} terminals. Close one first.`,
      );
    }
    this.#starting++;
    try {
      await this.#cleared;
      const cwd = await workingFolder(this.#config.root, spec.cwd);
      return this.#start(spec, cwd);
    } finally {
      this.#starting--;
    }
  }

  /** @throws AppError NOT_FOUND. */
  get(sessionId: string): Session {
    const session = this.#sessions.get(sessionId);
    if (!session) throw new AppError('NOT_FOUND', 'There is no such terminal. It may have been closed.');
    return session;
  }

  list(): Promise<Terminal[]> {
    return Promise.all([...this.#sessions.values()].map((session) => session.describe()));
  }

  rename(sessionId: string, name: string): void {
    this.get(sessionId).name = name;
    this.#changed();
  }

  /** Ends the session and everything it started. */
  async close(sessionId: string): Promise<void> {
    const session = this.get(sessionId);
    this.#sessions.delete(sessionId);
    session.dispose();
    const own = this.#markOf(session.channel);
    // The pid of a shell that has ended may be another program's by now.
    const shells = session.isRunning ? [session.pid] : [];
    await endProcesses({ owns: (mark) => mark === own, shells });
    this.#changed();
  }

  /** Ends all sessions and everything they started. */
  async closeAll(): Promise<void> {
    const sessions = [...this.#sessions.values()];
    this.#sessions.clear();
    for (const session of sessions) session.dispose();
    await this.#endAll(sessions.filter(({ isRunning }) => isRunning).map(({ pid }) => pid));
  }

  #start(spec: z.output<typeof terminalSpecSchema>, cwd: string): Session {
    const { projectId, root, scrollback } = this.#config;
    const channel = ++this.#lastChannel;
    const sessionId = `terminal_${projectId}_${randomUUID()}`;
    const session = new Session({
      ...shellFor(this.#config, this.#markOf(channel)),
      sessionId,
      projectId,
      root,
      channel,
      name: spec.name,
      size: { cols: spec.cols, rows: spec.rows },
      cwd,
      scrollback,
      screens: this.#screens,
      onChange: () => this.#changed(),
    });
    this.#sessions.set(sessionId, session);
    this.#changed();
    return session;
  }

  #changed(): void {
    const ended = [...this.#sessions.values()].filter(({ isRunning }) => !isRunning);
    for (const session of ended.slice(0, -MAX_ENDED)) {
      this.#sessions.delete(session.sessionId);
      session.dispose();
    }
    this.#announceTimer ??= setTimeout(() => {
      this.#announceTimer = undefined;
      this.#events.emit({ type: 'terminals' });
    }, ANNOUNCE_MS);
  }

  #markOf(channel: number): bigint {
    return sessionMark(this.#config.projectId, channel);
  }

  #endAll(shells: number[]): Promise<void> {
    return endProcesses({ owns: (mark) => isMarkOf(this.#config.projectId, mark), shells });
  }
}
