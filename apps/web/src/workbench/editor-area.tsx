import { memo, Suspense, useSyncExternalStore } from 'react';
import { listCommands, subscribeCommands } from '../lib/commands';
import { formatKeys } from '../lib/keys';
import { Logo } from '../shell/logo';
import { EmptyState } from '../ui/empty-state';
import { ErrorBoundary } from '../ui/error-boundary';
import styles from './editor-area.module.css';
import { PaneFocusTarget } from './pane-focus';
import { Waiting } from './panel-frame';
import { editorSlots } from './slots';
import { TabStrip } from './tab-strip';
import { useTabs } from './tabs';

export const EditorArea = memo(function EditorArea() {
  const tabs = useTabs((state) => state.tabs);
  const activeId = useTabs((state) => state.activeId);
  const active = tabs.find(({ id }) => id === activeId);
  const Editor = editorSlots.find(({ kind }) => kind === active?.kind)?.Editor;
  return (
    <main className={styles.area} aria-label="Editor">
      {tabs.length > 0 && <TabStrip />}
      <div className={styles.content}>
        {!active && <Welcome />}
        {!Editor && <PaneFocusTarget pane="editor" />}
        {active && Editor && (
          <ErrorBoundary key={active.id} what={active.title}>
            <Suspense fallback={<Waiting />}>
              <Editor tab={active} />
              <PaneFocusTarget pane="editor" />
            </Suspense>
          </ErrorBoundary>
        )}
        {active && !Editor && (
          <EmptyState title={`${active.title} cannot be shown`}>
            This version of Berth has no editor of the kind “{active.kind}”. Close the tab.
          </EmptyState>
        )}
      </div>
    </main>
  );
});

/** What is worth knowing by heart; shown where no editor is open. */
const hints = ['files.quickOpen', 'workbench.show.search', 'workbench.togglePanel', 'workbench.toggleSide'];

function Welcome() {
  const commands = useSyncExternalStore(subscribeCommands, listCommands);
  return (
    <div className={styles.welcome}>
      <span className={styles.mark}>
        <Logo size={64} />
      </span>
      <dl className={styles.hints}>
        {hints.map((id) => {
          const command = commands.find((candidate) => candidate.id === id);
          return command?.keys ? (
            <div key={id} className={styles.hint}>
              <dt>{command.title}</dt>
              <dd>
                <kbd>{formatKeys(command.keys)}</kbd>
              </dd>
            </div>
          ) : null;
        })}
      </dl>
    </div>
  );
}
