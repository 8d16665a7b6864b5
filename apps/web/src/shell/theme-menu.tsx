import { Monitor, Moon, Sun } from 'lucide-react';
import { chooseTheme, type ThemeChoice, useTheme } from '../lib/theme';
import { IconButton } from '../ui/icon-button';
import { Menu } from '../ui/menu';

const choices: { choice: ThemeChoice; label: string }[] = [
  { choice: 'system', label: 'As the system' },
  { choice: 'light', label: 'Light' },
  { choice: 'dark', label: 'Dark' },
];
const icons = { system: Monitor, light: Sun, dark: Moon };

export function ThemeMenu({
  side,
  className,
}: {
  side?: 'right' | 'bottom';
  className?: string | undefined;
}) {
  const chosen = useTheme((state) => state.choice);
  return (
    <Menu
      align="end"
      side={side ?? 'bottom'}
      trigger={
        <IconButton
          icon={icons[chosen]}
          label="Theme"
          tooltipSide={side ?? 'bottom'}
          {...(className ? { className } : {})}
        />
      }
      items={choices.map(({ choice, label }) => ({
        label,
        checked: choice === chosen,
        onSelect: () => chooseTheme(choice),
      }))}
    />
  );
}
