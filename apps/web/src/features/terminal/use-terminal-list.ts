import { useEffect, useState } from 'react';
import { onConnect } from '../../lib/socket';
import { showError } from '../../ui/toasts';
import { useLayout } from '../../workbench/layout';
import { followTerminals, refreshTerminals, startTerminal, useTerminals } from './terminal-store';

/** Milliseconds between looks at which programs run, while the panel is open. */
const REFRESH_MS = 3_000;

/** Of the first terminal: not known before the list is read; due until the panel is open; starting; and a person's choice from then on. */
type First = 'unread' | 'due' | 'starting' | 'over';

/**
 * Keeps the list of a running project's terminals, and starts one when there is none as its panel is first open. True once it is a
 * person's choice that there is none.
 */
export function useTerminalList(projectId: string, running: boolean): boolean {
  const isOpen = useLayout((layout) => layout.bottomOpen);
  const [first, setFirst] = useState<First>('unread');

  useEffect(() => followTerminals(projectId), [projectId]);

  // What a stopped project showed, and what was typed into it, stays until its list is read again.
  useEffect(() => {
    if (!running) return;
    let isCurrent = true;
    setFirst('unread');
    const read = async (): Promise<void> => {
      await refreshTerminals(projectId);
      const { terminals } = useTerminals.getState();
      if (!isCurrent || !terminals) return;
      setFirst((now) => (now !== 'unread' ? now : terminals.length === 0 ? 'due' : 'over'));
    };
    const stop = onConnect(() => void read().catch(() => {}));
    const timer = setInterval(() => {
      if (useLayout.getState().bottomOpen) read().catch(() => {});
    }, REFRESH_MS);
    return () => {
      isCurrent = false;
      stop();
      clearInterval(timer);
    };
  }, [projectId, running]);

  useEffect(() => {
    if (!isOpen || !running || first !== 'due') return;
    setFirst('starting');
    startTerminal(projectId)
      .catch((error) => showError('The terminal could not be started', error))
      .finally(() => setFirst((now) => (now === 'starting' ? 'over' : now)));
  }, [isOpen, running, first, projectId]);

  return running && first === 'over';
}
