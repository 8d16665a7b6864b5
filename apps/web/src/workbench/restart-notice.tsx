import { RotateCw } from 'lucide-react';
import { useState } from 'react';
import { showToast } from '../ui/toasts';
import { useProject } from './project-context';
import { StatusItem } from './status-item';

/** Says that the workspace died and was started again, and why, until the person has read it. */
export function RestartNotice() {
  const { status, error } = useProject();
  const [read, setRead] = useState<string | null>(null);
  if (status !== 'running' || !error || error.message === read) return null;
  const show = () => {
    showToast({ kind: 'error', title: error.message });
    setRead(error.message);
  };
  return (
    <StatusItem icon={RotateCw} tone="warning" tooltip={error.message} onClick={show}>
      Restarted
    </StatusItem>
  );
}
