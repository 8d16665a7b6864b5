import { X } from 'lucide-react';
import { StatusItem } from '../../workbench/status-item';
import { useActions } from './use-actions';
import { WorkProgress } from './work-progress';

/** The actions that take long, such as a commit whose hook runs, each with its way out. */
export function ActionProgress() {
  const actions = useActions();
  return actions.map(({ name, abort, slow }, index) => {
    if (!slow) return null;
    const label = index === 0 ? `${name} is under way` : `${name} waits for its turn`;
    return <WorkProgress key={index} label={label} fraction={null} onCancel={() => abort.abort()} />;
  });
}

/** The same in the status bar, where it is also seen while the panel is closed; a click cancels. */
export function ActionItem() {
  const running = useActions().find(({ slow }) => slow);
  if (!running) return null;
  return (
    <StatusItem icon={X} tooltip={`Cancel: ${running.name}`} onClick={() => running.abort.abort()}>
      {running.name}…
    </StatusItem>
  );
}
