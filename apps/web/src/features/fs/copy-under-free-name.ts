import { toAppError } from '../../lib/errors';
import { copyName } from './paths';

/** Names that are tried before it is given up. */
const MAX_TRIES = 1_000;

/**
 * Copies under its own name, or the first name of a copy that is free. `taken` need not be all the names there are: one that turns out to be taken is
 * passed over. Answers what `copy` answered for that name. @throws what `copy` throws, unless it is ALREADY_EXISTS.
 */
export async function copyUnderFreeName<T>(
  name: string,
  { taken, copy }: { taken: Iterable<string>; copy: (name: string) => Promise<T> },
): Promise<T> {
  const known = new Set(taken);
  for (let tries = 1; ; tries += 1) {
    const candidate = known.has(name) ? copyName(name, known) : name;
    try {
      return await copy(candidate);
    } catch (error) {
      if (toAppError(error).code !== 'ALREADY_EXISTS' || tries >= MAX_TRIES) throw error;
      known.add(candidate);
    }
  }
}
