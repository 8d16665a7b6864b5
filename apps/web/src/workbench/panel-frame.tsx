import { createContext, type ReactNode, Suspense, useContext, useState } from 'react';
import { createPortal } from 'react-dom';
import { ErrorBoundary } from '../ui/error-boundary';
import { Spinner } from '../ui/spinner';
import { type Pane, PaneFocusTarget } from './pane-focus';
import styles from './panel-frame.module.css';

const HeaderContext = createContext<HTMLElement | null>(null);

/** Puts content into the header of the panel it is rendered in: buttons, a tab strip. It fills the free width. */
export function PanelHeader({ children }: { children: ReactNode }) {
  const target = useContext(HeaderContext);
  return target && createPortal(children, target);
}

export interface PanelFrameProps {
  title: string;
  /** Leaves the title to screen readers, where tabs or the header's own content tell it. */
  titleHidden?: boolean;
  /** Of the shell itself, at the end of the header. */
  controls?: ReactNode;
  hidden?: boolean;
  /** Where it is: a shortcut can move the focus there. */
  pane: Pane;
  children: ReactNode;
}

/** Header and content of a side or bottom panel, with its loading and failed states. */
export function PanelFrame({ title, titleHidden, controls, hidden, pane, children }: PanelFrameProps) {
  const [header, setHeader] = useState<HTMLElement | null>(null);
  return (
    <section className={styles.frame} aria-label={title} hidden={hidden}>
      <header className={styles.header}>
        <h2 className={titleHidden ? styles.hiddenTitle : styles.title}>{title}</h2>
        <div className={styles.slot} ref={setHeader} />
        {controls}
      </header>
      <div className={styles.content}>
        <HeaderContext value={header}>
          <ErrorBoundary what={title}>
            <Suspense fallback={<Waiting />}>
              {children}
              {!hidden && <PaneFocusTarget pane={pane} />}
            </Suspense>
          </ErrorBoundary>
        </HeaderContext>
      </div>
    </section>
  );
}

export function Waiting() {
  return (
    <div className={styles.waiting}>
      <Spinner size={18} label="Loading" />
    </div>
  );
}
