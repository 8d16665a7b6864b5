import type { ErrorShape } from '@berth/protocol/error';
import type { OperationName } from './operations';

export interface StoreWorkerData {
  path: string;
  userId: string;
}

export interface StoreRequest {
  id: number;
  name: OperationName;
  input: unknown;
}

export type StoreReply =
  | { id: number; ok: true; value: unknown }
  /** `cause` is for the log only. */
  | { id: number; ok: false; error: ErrorShape; cause: string | undefined };
