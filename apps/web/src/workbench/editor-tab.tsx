import { File, X } from 'lucide-react';
import type { ComponentProps } from 'react';
import { cx } from '../ui/cx';
import { requestCloseTabs } from './close-tabs';
import { editorSlots } from './slots';
import styles from './tab-strip.module.css';
import { activateTab, type EditorTab, keepTab, useTabs } from './tabs';

interface EditorTabProps extends ComponentProps<'div'> {
  tab: EditorTab;
  active: boolean;
  dragType: string;
}

export function EditorTabButton({ tab, active, dragType, ...rest }: EditorTabProps) {
  const dirty = useTabs((state) => state.dirty.has(tab.id));
  const Icon = editorSlots.find(({ kind }) => kind === tab.kind)?.icon ?? File;
  const close = () => void requestCloseTabs([tab.id]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dragging and the middle button have other ways for the keyboard
    <div
      {...rest}
      role="presentation"
      className={cx(styles.tab, tab.preview && styles.preview)}
      data-active={active || undefined}
      draggable
      onDragStart={(event) => event.dataTransfer.setData(dragType, tab.id)}
      onAuxClick={(event) => {
        if (event.button === 1) close();
      }}
    >
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the tab list handles the keys of all its tabs */}
      <div
        role="tab"
        data-tab={tab.id}
        aria-selected={active}
        aria-label={dirty ? `${tab.title}, unsaved` : tab.title}
        title={tab.description ? `${tab.description}/${tab.title}` : tab.title}
        tabIndex={active ? 0 : -1}
        className={styles.label}
        onClick={() => activateTab(tab.id)}
        onDoubleClick={() => keepTab(tab.id)}
      >
        <Icon className={styles.icon} size={14} strokeWidth={1.75} aria-hidden />
        <span className={styles.title}>{tab.title}</span>
      </div>
      {/* For the pointer only: Delete on the tab and Alt+W do the same for everyone. */}
      <button
        type="button"
        tabIndex={-1}
        aria-hidden
        title={`Close ${tab.title}`}
        className={styles.close}
        data-dirty={dirty || undefined}
        onClick={close}
      >
        <X size={14} />
      </button>
    </div>
  );
}
