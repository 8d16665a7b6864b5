import { type DragEvent, useRef, useState } from 'react';
import { moveTo, pathsOf } from './change-actions';
import type { ChangeRow, Group, Row } from './change-rows';

/** Dragging changes between groups. The list hears the events of its lines; `rowOf` says whose they are. */
export function useChangeDrag(projectId: string, rowOf: (target: EventTarget) => Row | undefined) {
  const dragged = useRef<ChangeRow | null>(null);
  const [target, setTarget] = useState<Group | null>(null);
  const end = () => {
    dragged.current = null;
    setTarget(null);
  };
  const handlers = {
    onDragStart: ({ target }: DragEvent) => {
      const row = rowOf(target);
      dragged.current = row?.kind === 'change' && row.group !== 'conflicted' ? row : null;
    },
    onDragOver: (event: DragEvent) => {
      const group = rowOf(event.target)?.group;
      if (!dragged.current || group === undefined) return;
      event.preventDefault();
      setTarget(group);
    },
    onDragEnd: end,
    onDrop: ({ target }: DragEvent) => {
      const group = rowOf(target)?.group;
      const row = dragged.current;
      end();
      if (row && group !== undefined && (row.group === 'staged') !== (group === 'staged'))
        moveTo(projectId, group, pathsOf([row.change]));
    },
  };
  return { target, handlers };
}
