import { SquareTerminal } from 'lucide-react';
import { formatKeys } from '../lib/keys';
import { Link } from '../shell/link';
import { Logo } from '../shell/logo';
import { ThemeMenu } from '../shell/theme-menu';
import { Tooltip } from '../ui/tooltip';
import styles from './activity-bar.module.css';
import { toggleActivity, toggleBottomPanel, useLayout } from './layout';
import type { ActivitySlot } from './slot-types';
import { activitySlots, bottomPanelSlots } from './slots';

export function ActivityBar({ current }: { current: string | null }) {
  const sideOpen = useLayout((layout) => layout.sideOpen);
  const bottomOpen = useLayout((layout) => layout.bottomOpen);
  return (
    <nav className={styles.bar} aria-label="Workbench">
      <Tooltip label="All projects" side="right">
        <Link className={styles.home} to={{ view: 'projects' }} aria-label="All projects">
          <Logo size={20} />
        </Link>
      </Tooltip>
      {activitySlots.map((slot) => (
        <ActivityButton key={slot.id} slot={slot} current={current} open={sideOpen && slot.id === current} />
      ))}
      {bottomPanelSlots.length > 0 && (
        <button
          type="button"
          className={`${styles.activity} ${styles.narrowOnly}`}
          aria-label="Terminal"
          aria-pressed={bottomOpen}
          onClick={toggleBottomPanel}
        >
          <SquareTerminal size={20} strokeWidth={1.6} aria-hidden />
        </button>
      )}
      <span className={styles.gap} />
      <ThemeMenu side="right" className={styles.theme} />
    </nav>
  );
}

interface ActivityButtonProps {
  slot: ActivitySlot;
  current: string | null;
  open: boolean;
}

const noBadge = () => undefined;

function ActivityButton({ slot, current, open }: ActivityButtonProps) {
  // A slot either has the hook for the life of the page or never.
  const useBadge = slot.useBadge ?? noBadge;
  const badge = useBadge();
  const Icon = slot.icon;
  return (
    <Tooltip label={slot.title} keys={slot.keys} side="right">
      <button
        type="button"
        className={styles.activity}
        aria-label={badge ? `${slot.title}, ${badge}` : slot.title}
        aria-keyshortcuts={slot.keys && formatKeys(slot.keys, false).replace('Ctrl', 'Control')}
        aria-pressed={open}
        onClick={() => toggleActivity(slot.id, current)}
      >
        <Icon size={20} strokeWidth={1.6} aria-hidden />
        {badge ? <span className={styles.badge}>{badge > 99 ? '99+' : badge}</span> : null}
      </button>
    </Tooltip>
  );
}
