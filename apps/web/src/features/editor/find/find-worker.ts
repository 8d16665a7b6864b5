import { findMatches } from './find-matches';
import type { FindAnswer, FindRequest } from './find-messages';
import { reasonOf } from './find-query';
import { replaceAll, replaceOne } from './replacements';

/** Runs expressions away from the page: one that never ends ends with this worker. */
function answer({ text, query, within, task }: FindRequest): FindAnswer {
  try {
    if (task === 'find') return { kind: 'found', ...findMatches(text, query, { within }) };
    const replaced =
      task === 'replaceAll'
        ? replaceAll(text, query, { within })
        : replaceOne(text, query, { ...task, within });
    return { kind: 'replaced', ...replaced };
  } catch (error) {
    if (error instanceof SyntaxError) return { kind: 'invalid', reason: reasonOf(error) };
    if (error instanceof RangeError) return { kind: 'tooLarge' };
    throw error;
  }
}

addEventListener('message', ({ data }: MessageEvent<FindRequest>) => {
  const message = answer(data);
  postMessage(message, { transfer: message.kind === 'found' ? [message.ranges.buffer] : [] });
});
