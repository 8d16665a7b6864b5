import type { TerminalColors } from '@berth/protocol/terminal';

/** Between the agent and its screen worker. `screen` names one terminal. */
export type ToScreens =
  | { type: 'create'; screen: number; cols: number; rows: number; scrollback: number; position: number }
  | { type: 'output'; screen: number; bytes: Uint8Array }
  | { type: 'resize'; screen: number; cols: number; rows: number }
  | { type: 'colors'; screen: number; colors: TerminalColors }
  | { type: 'snapshot'; screen: number; request: number }
  | { type: 'dispose'; screen: number };

export interface Snapshot {
  text: string;
  /** What the snapshot covers: live bytes go on from here. */
  offset: number;
  cols: number;
  rows: number;
}

export type FromScreens =
  /** Bytes of output no longer waiting to be interpreted, since the last such message. */
  | { type: 'settled'; screen: number; bytes: number }
  | { type: 'title'; screen: number; title: string }
  /** What the emulator answers to a program that asks about the terminal. */
  | { type: 'reply'; screen: number; data: string }
  | { type: 'snapshot'; screen: number; request: number; snapshot: Snapshot };
