import { lazy, Suspense } from 'react';
import { runCommand } from '../../lib/commands';
import { StatusItem } from '../../workbench/status-item';
import { useActiveEditor } from './active-editor';

const FormatMenus = lazy(() => import('./format-menus'));

/** Position of the cursor, or how much is selected. */
export function PositionStatus() {
  const status = useActiveEditor((state) => state.status);
  if (!status) return null;
  const { line, column, cursors, selected } = status;
  const selection = selected > 0 ? ` (${selected.toLocaleString('en')} selected)` : '';
  return (
    <StatusItem tooltip="Go to line" onClick={() => runCommand('editor.gotoLine')}>
      {cursors > 1 ? `${cursors} cursors${selection}` : `Ln ${line}, Col ${column}${selection}`}
    </StatusItem>
  );
}

/** Indentation, line endings and language, each with a menu to change it. */
export function FormatStatus() {
  const session = useActiveEditor((state) => state.session);
  if (!session) return null;
  return (
    <Suspense fallback={null}>
      <FormatMenus session={session} />
    </Suspense>
  );
}
