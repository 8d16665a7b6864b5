import { beginAnswer, conversation, finishAnswer, growAnswer, recoverAnswers } from './answers';
import { append } from './append';
import { exportSession } from './export';
import { history } from './history';
import { purgeOne, remove, rename, restore } from './manage';
import { file, get } from './read';
import { save } from './save';

/** Operations that only read; they run beside the writer and never wait for it. */
export const reads = { get, file, history, export: exportSession, conversation };

/** Operations that write, one after the other, each a transaction of its own. */
export const writes = {
  save,
  append,
  rename,
  delete: remove,
  restore,
  beginAnswer,
  growAnswer,
  finishAnswer,
  recoverAnswers,
  purgeOne,
};

export const operations = { ...reads, ...writes };
export type Operations = typeof operations;
export type OperationName = keyof Operations;
export type OperationInput<N extends OperationName> = Parameters<Operations[N]>[1];
export type OperationResult<N extends OperationName> = ReturnType<Operations[N]>;
