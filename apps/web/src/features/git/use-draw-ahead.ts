import { useEffect, useState } from 'react';
import { loadInIdleTime } from './load-in-idle-time';
import { useRepository } from './use-status';

/** Once the state is known and the page has nothing else to do. What follows the state here keeps the hidden view up to date. */
export function useDrawAhead(): boolean {
  const isKnown = useRepository() !== undefined;
  const [isIdle, setIsIdle] = useState(false);
  useEffect(() => (isKnown ? loadInIdleTime(() => setIsIdle(true)) : undefined), [isKnown]);
  return isIdle;
}
