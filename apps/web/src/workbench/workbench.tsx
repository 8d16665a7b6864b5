import { type CSSProperties, type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { Splitter } from '../ui/splitter';
import { ActivityBar } from './activity-bar';
import { BottomPanel } from './bottom-panel';
import { EditorArea } from './editor-area';
import { BOTTOM, EDITOR_MIN, openLayout, SIDE, useLayout } from './layout';
import { useProject } from './project-context';
import { showProject } from './shown-project';
import { SidePanel } from './side-panel';
import { activitySlots, backgrounds, bottomPanelSlots } from './slots';
import { StatusBar } from './status-bar';
import { openTabs } from './tabs';
import styles from './workbench.module.css';
import { useWorkbenchCommands } from './workbench-commands';

/** `covered` while the gate stands over it: nothing in it can be reached. */
export function Workbench({ covered }: { covered: boolean }) {
  const project = useProject();
  const ready = useOwnState(project.id);
  useWorkbenchCommands();
  return (
    <div className={styles.workbench} inert={covered}>
      <header className={styles.heading}>
        <h1>{project.name}</h1>
      </header>
      {ready && (
        <>
          <Frame />
          {backgrounds.map((Background) => (
            <Background key={Background.displayName ?? Background.name} />
          ))}
        </>
      )}
      <StatusBar />
    </div>
  );
}

/** Layout and tabs of this project, in place before anything that shows them. */
function useOwnState(projectId: string): boolean {
  const [ready, setReady] = useState(false);
  useLayoutEffect(() => {
    const disposers = [showProject(projectId), openLayout(projectId), openTabs(projectId)];
    setReady(true);
    return () => {
      for (const dispose of disposers) dispose();
    };
  }, [projectId]);
  return ready;
}

function Frame() {
  const layout = useLayout();
  const frame = useRef<HTMLDivElement>(null);
  const space = useSize(frame);
  const current = (activitySlots.find(({ id }) => id === layout.activity) ?? activitySlots[0])?.id ?? null;
  const sideShown = layout.sideOpen && current !== null;
  const bottomShown = layout.bottomOpen && bottomPanelSlots.length > 0;
  const bottomEver = useEver(bottomShown);
  const maxWidth = Math.max(SIDE.min, space.width - EDITOR_MIN.width);
  const maxHeight = Math.max(BOTTOM.min, space.height - EDITOR_MIN.height);

  return (
    <div className={styles.frame}>
      <ActivityBar current={current} />
      <div ref={frame} className={styles.panes}>
        {sideShown && (
          <>
            <aside
              className={styles.side}
              data-pane="side"
              style={sizeStyle(Math.min(layout.sideWidth, maxWidth))}
            >
              <SidePanel current={current} />
            </aside>
            <Splitter
              label="Width of the side panel"
              orientation="vertical"
              size={layout.sideWidth}
              min={SIDE.min}
              max={maxWidth}
              onResize={(sideWidth) => useLayout.setState({ sideWidth })}
              onCollapse={() => useLayout.setState({ sideOpen: false })}
              onReset={() => useLayout.setState({ sideWidth: SIDE.initial })}
            />
          </>
        )}
        <div className={styles.middle}>
          <div className={styles.editor} data-pane="editor" hidden={bottomShown && layout.bottomMaximised}>
            <EditorArea />
          </div>
          {bottomShown && !layout.bottomMaximised && (
            <Splitter
              label="Height of the bottom panel"
              orientation="horizontal"
              reversed
              size={layout.bottomHeight}
              min={BOTTOM.min}
              max={maxHeight}
              onResize={(bottomHeight) => useLayout.setState({ bottomHeight })}
              onCollapse={() => useLayout.setState({ bottomOpen: false })}
              onReset={() => useLayout.setState({ bottomHeight: BOTTOM.initial })}
            />
          )}
          {bottomEver && (
            <div
              className={styles.bottom}
              data-pane="bottom"
              hidden={!bottomShown}
              data-maximised={layout.bottomMaximised || undefined}
              style={sizeStyle(Math.min(layout.bottomHeight, maxHeight))}
            >
              <BottomPanel />
            </div>
          )}
        </div>
      </div>
    </div>
  );
}

/** A pane's size, as a variable: a narrow screen does not follow it. */
function sizeStyle(pixels: number): CSSProperties {
  return { '--size': `${pixels}px` } as CSSProperties;
}

/** True from the first time on that `now` is true. */
function useEver(now: boolean): boolean {
  const [ever, setEver] = useState(now);
  if (now && !ever) setEver(true);
  return ever || now;
}

function useSize(ref: RefObject<HTMLElement | null>): { width: number; height: number } {
  const [size, setSize] = useState({ width: 1200, height: 800 });
  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    const observer = new ResizeObserver(() =>
      setSize({ width: element.clientWidth, height: element.clientHeight }),
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref]);
  return size;
}
