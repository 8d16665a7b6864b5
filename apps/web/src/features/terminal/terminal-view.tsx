import type { Terminal, TerminalSize } from '@berth/protocol/terminal';
import { useEffect, useRef, useState } from 'react';
import { copyText } from '../../lib/clipboard';
import { useConnection } from '../../lib/connection';
import { isProjectStopped } from '../../lib/errors';
import { useTheme } from '../../lib/theme';
import { useLasting } from '../../lib/use-lasting';
import { ContextMenu } from '../../ui/context-menu';
import { showError } from '../../ui/toasts';
import { openFile } from '../../workbench/open-file';
import { useProject } from '../../workbench/project-context';
import { offerTerminal } from '../../workbench/text-bridge';
import '@xterm/xterm/css/xterm.css';
import { hasKeyboard, isSeen } from './attention';
import { Emulator } from './emulator';
import { LinkNote } from './link-note';
import { LinkPick } from './link-pick';
import { PasteDialog } from './paste-dialog';
import { filesAt } from './project-files';
import { screenMenu } from './screen-menu';
import { SearchBar } from './search-bar';
import { SessionClient } from './session-client';
import { showTerminal } from './shown-terminal';
import styles from './terminal.module.css';
import type { PointedLink } from './terminal-links';
import { TerminalNotices } from './terminal-notices';
import { mark, restartTerminal, unmark, useTerminals } from './terminal-store';

/** Milliseconds after which a session that is not reached is worth telling of. */
const UNREACHED_MS = 1_500;

const copy = (text: string): void => {
  copyText(text).catch((error) => showError('The text could not be copied', error));
};

export interface TerminalViewProps {
  terminal: Terminal;
  active: boolean;
}

/** One session on the page. It stays mounted while another is shown, and goes on drawing. */
export function TerminalView({ terminal, active }: TerminalViewProps) {
  const { sessionId } = terminal;
  const host = useRef<HTMLDivElement>(null);
  const emulator = useRef<Emulator | undefined>(undefined);
  const client = useRef<SessionClient | undefined>(undefined);
  const latest = useRef(terminal);
  latest.current = terminal;
  const fit = useRef(() => {});
  const [limit, setLimit] = useState<TerminalSize>();
  const [attached, setAttached] = useState(false);
  const [scrolledUp, setScrolledUp] = useState(false);
  const [pointed, setPointed] = useState<{ link: PointedLink; isLow: boolean }>();
  const [searching, setSearching] = useState(false);
  const [picking, setPicking] = useState(false);
  const [pasting, setPasting] = useState<string>();
  const online = useConnection(({ state }) => state === 'online' || state === 'connecting');
  const theme = useTheme((state) => state.theme);
  const fontSize = useTerminals((state) => state.fontSize);
  const wanted = useTerminals((state) => state.wanted);
  const { status } = useProject();
  const unreached = useLasting(!attached && !terminal.end && status === 'running', UNREACHED_MS);

  useEffect(() => {
    const element = host.current;
    if (!element) return;
    const drawn = new Emulator({
      theme: useTheme.getState().theme,
      fontSize: useTerminals.getState().fontSize,
      scrollback: latest.current.scrollback,
      findFiles: (places) => filesAt(places, latest.current),
      onOpenFile: (path, { line, column }) =>
        openFile(path, { position: { line, ...(column === undefined ? {} : { column }) } }),
      onPoint: (link, { clientY }) => {
        const { top, height } = element.getBoundingClientRect();
        setPointed(link && { link, isLow: clientY - top > height / 2 });
      },
      onCopy: copy,
      onAskPaste: setPasting,
      onSetClipboard: (text) => {
        // Of all pages that show the session, the one somebody works in.
        if (isSeen(element) && hasKeyboard(element) && joined.hasTyped) copy(text);
      },
    });
    drawn.open(element);
    emulator.current = drawn;
    // Kept, since asking makes the page lay itself out, and there is output a thousand times a second.
    let seen = false;
    const joined = new SessionClient(sessionId, drawn, {
      onSize: (size, isLimited) => setLimit(isLimited ? size : undefined),
      onOutput: () => {
        if (!seen) mark(sessionId, 'activity');
      },
      onExit: () => {},
      onAttached: setAttached,
      onError: (error) => {
        // What a stopped project needs stands over the whole workbench.
        if (!isProjectStopped(error)) showError('The terminal could not be reached', error);
      },
    });
    client.current = joined;
    fit.current = () => {
      seen = isSeen(element);
      if (seen) unmark(sessionId);
      joined.show(drawn.fittingSize(), seen);
    };
    const refit = (): void => fit.current();
    const observer = new ResizeObserver(refit);
    observer.observe(element);
    document.addEventListener('visibilitychange', refit);
    refit();
    joined.join();
    const bell = drawn.terminal.onBell(() => {
      if (!seen) mark(sessionId, 'bell');
    });
    let isUp = false;
    // For every line that scrolls: React is asked only when it makes a difference.
    const scroll = drawn.terminal.onScroll(() => {
      const { viewportY, baseY } = drawn.terminal.buffer.active;
      if (viewportY < baseY === isUp) return;
      isUp = !isUp;
      setScrolledUp(isUp);
    });
    return () => {
      observer.disconnect();
      document.removeEventListener('visibilitychange', refit);
      bell.dispose();
      scroll.dispose();
      joined.dispose();
      drawn.dispose();
    };
  }, [sessionId]);

  useEffect(() => {
    emulator.current?.setTheme(theme);
    fit.current();
  }, [theme]);

  useEffect(() => {
    if (emulator.current) emulator.current.terminal.options.fontSize = fontSize;
    fit.current();
  }, [fontSize]);

  useEffect(() => {
    if (status === 'running') client.current?.retry();
  }, [status]);

  useEffect(() => {
    if (!active || wanted !== sessionId) return;
    emulator.current?.terminal.focus();
    useTerminals.setState({ wanted: undefined });
  }, [active, wanted, sessionId]);

  const isAsking = picking || pasting !== undefined;
  useEffect(() => {
    if (!isAsking) return;
    // A dialog holds the keyboard while it is there. What has taken it meanwhile keeps it.
    return () => {
      if (document.activeElement === document.body) emulator.current?.terminal.focus();
    };
  }, [isAsking]);

  useEffect(() => {
    const drawn = emulator.current;
    if (!active || !drawn) return;
    const hide = showTerminal({
      emulator: drawn,
      openSearch: () => setSearching(true),
      openLinks: () => setPicking(true),
    });
    const withdraw = offerTerminal({
      selection: () => (drawn.terminal.hasSelection() ? { text: drawn.terminal.getSelection() } : undefined),
      run: (text) => {
        drawn.pasteNow(text);
        client.current?.type('\r');
        drawn.terminal.focus();
      },
    });
    return () => {
      hide();
      withdraw();
      setPointed(undefined);
    };
  }, [active]);

  return (
    <div
      className={styles.view}
      role="tabpanel"
      id={`panel-${sessionId}`}
      aria-labelledby={`tab-${sessionId}`}
      hidden={!active}
      data-session={sessionId}
      data-attached={attached}
    >
      <ContextMenu
        items={screenMenu(
          () => emulator.current,
          () => setPicking(true),
        )}
      >
        <div className={styles.screen} ref={host} data-keys="terminal" data-testid="terminal-screen" />
      </ContextMenu>
      {searching && emulator.current && (
        <SearchBar
          search={emulator.current.search}
          onClose={() => {
            setSearching(false);
            emulator.current?.terminal.focus();
          }}
        />
      )}
      {picking && emulator.current && (
        <LinkPick emulator={emulator.current} onClose={() => setPicking(false)} />
      )}
      {pasting !== undefined && (
        <PasteDialog
          text={pasting}
          onAnswer={(text) => {
            setPasting(undefined);
            if (text !== undefined) emulator.current?.pasteNow(text);
          }}
        />
      )}
      {pointed && <LinkNote {...pointed} />}
      <TerminalNotices
        terminal={terminal}
        limit={limit}
        online={online}
        unreached={unreached}
        scrolledUp={scrolledUp}
        onScrollToBottom={() => emulator.current?.terminal.scrollToBottom()}
        onRestart={() => {
          restartTerminal(terminal).catch((error) => showError('The terminal could not be restarted', error));
        }}
      />
    </div>
  );
}
