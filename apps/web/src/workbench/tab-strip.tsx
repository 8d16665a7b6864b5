import { type DragEvent, type KeyboardEvent, useEffect, useRef } from 'react';
import { ContextMenu } from '../ui/context-menu';
import type { MenuItem } from '../ui/menu-items';
import { requestCloseTabs } from './close-tabs';
import { EditorTabButton } from './editor-tab';
import styles from './tab-strip.module.css';
import { activateTab, type EditorTab, keepTab, moveTab, useTabs } from './tabs';

/** The open editors. Arrow keys move between them, Delete closes, the context menu has the rest. */
export function TabStrip() {
  const tabs = useTabs((state) => state.tabs);
  const activeId = useTabs((state) => state.activeId);
  const strip = useRef<HTMLDivElement>(null);

  useEffect(() => {
    strip.current?.querySelector(`[data-tab="${CSS.escape(activeId ?? '')}"]`)?.scrollIntoView({
      block: 'nearest',
      inline: 'nearest',
    });
  }, [activeId]);

  const focusTab = (id: string) => {
    strip.current?.querySelector<HTMLElement>(`[data-tab="${CSS.escape(id)}"]`)?.focus();
  };
  const focusAt = (index: number) => {
    const tab = tabs[(index + tabs.length) % tabs.length];
    if (!tab) return;
    activateTab(tab.id);
    focusTab(tab.id);
  };
  const closeActive = async (id: string) => {
    if (!(await requestCloseTabs([id]))) return;
    // The next frame draws the tab that took its place.
    requestAnimationFrame(() => focusTab(useTabs.getState().activeId ?? ''));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const at = tabs.findIndex(({ id }) => id === activeId);
    if (event.key === 'ArrowRight') focusAt(at + 1);
    else if (event.key === 'ArrowLeft') focusAt(at - 1);
    else if (event.key === 'Home') focusAt(0);
    else if (event.key === 'End') focusAt(tabs.length - 1);
    else if (event.key === 'Delete' && activeId) void closeActive(activeId);
    else return;
    event.preventDefault();
  };
  const onDrop = (event: DragEvent) => {
    const id = event.dataTransfer.getData(TAB_TYPE);
    if (!id) return;
    event.preventDefault();
    const over = (event.target as Element)
      .closest('[role=presentation]')
      ?.querySelector<HTMLElement>('[data-tab]')?.dataset.tab;
    const others = tabs.filter((tab) => tab.id !== id);
    const at = others.findIndex((tab) => tab.id === over);
    moveTab(id, at < 0 ? others.length : at);
  };

  return (
    <div
      ref={strip}
      className={styles.strip}
      role="tablist"
      aria-label="Open editors"
      tabIndex={-1}
      onKeyDown={onKeyDown}
      onDragOver={(event) => event.dataTransfer.types.includes(TAB_TYPE) && event.preventDefault()}
      onDrop={onDrop}
      onWheel={(event) => {
        if (event.deltaY !== 0) event.currentTarget.scrollLeft += event.deltaY;
      }}
    >
      {tabs.map((tab) => (
        <ContextMenu key={tab.id} items={tabMenu(tab, tabs)}>
          <EditorTabButton tab={tab} active={tab.id === activeId} dragType={TAB_TYPE} />
        </ContextMenu>
      ))}
    </div>
  );
}

const TAB_TYPE = 'application/x-berth-tab';

function tabMenu(tab: EditorTab, tabs: readonly EditorTab[]): MenuItem[] {
  const others = tabs.filter(({ id }) => id !== tab.id);
  const right = tabs.slice(tabs.indexOf(tab) + 1);
  const close = (closing: readonly EditorTab[]) => void requestCloseTabs(closing.map(({ id }) => id));
  return [
    { label: 'Close', keys: 'Alt+W', onSelect: () => close([tab]) },
    { label: 'Close others', disabled: others.length === 0, onSelect: () => close(others) },
    { label: 'Close to the right', disabled: right.length === 0, onSelect: () => close(right) },
    { label: 'Close all', onSelect: () => close(tabs) },
    'separator',
    { label: 'Keep open', disabled: !tab.preview, onSelect: () => keepTab(tab.id) },
  ];
}
