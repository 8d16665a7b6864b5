import { create } from 'zustand';

export type ThemeChoice = 'system' | 'light' | 'dark';
export type Theme = 'light' | 'dark';

const STORAGE_KEY = 'berth.theme';
const systemDark = () => matchMedia('(prefers-color-scheme: dark)');

interface ThemeState {
  choice: ThemeChoice;
  /** What is drawn: the choice, or the system's theme. */
  theme: Theme;
}

function readChoice(): ThemeChoice {
  const chosen = document.documentElement.dataset.theme;
  return chosen === 'light' || chosen === 'dark' ? chosen : 'system';
}

function resolve(choice: ThemeChoice): Theme {
  if (choice !== 'system') return choice;
  return systemDark().matches ? 'dark' : 'light';
}

export const useTheme = create<ThemeState>(() => {
  const choice = typeof document === 'undefined' ? 'system' : readChoice();
  return { choice, theme: typeof document === 'undefined' ? 'light' : resolve(choice) };
});

export function chooseTheme(choice: ThemeChoice): void {
  const root = document.documentElement;
  if (choice === 'system') delete root.dataset.theme;
  else root.dataset.theme = choice;
  try {
    if (choice === 'system') localStorage.removeItem(STORAGE_KEY);
    else localStorage.setItem(STORAGE_KEY, choice);
  } catch {
    // Storage is blocked: the choice lasts until the page is left.
  }
  useTheme.setState({ choice, theme: resolve(choice) });
}

/** Follows the system's theme, and the choice made in other tabs, for the life of the page. */
export function watchTheme(): () => void {
  const query = systemDark();
  const onSystem = () => useTheme.setState(({ choice }) => ({ theme: resolve(choice) }));
  const onStorage = (event: StorageEvent) => {
    if (event.key !== STORAGE_KEY) return;
    chooseTheme(event.newValue === 'light' || event.newValue === 'dark' ? event.newValue : 'system');
  };
  query.addEventListener('change', onSystem);
  addEventListener('storage', onStorage);
  return () => {
    query.removeEventListener('change', onSystem);
    removeEventListener('storage', onStorage);
  };
}
