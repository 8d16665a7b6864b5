/** A key combination such as `Mod+Shift+E`. `Mod` is Command on Apple systems and Control elsewhere. */
export interface KeyCombo {
  key: string;
  ctrl: boolean;
  meta: boolean;
  alt: boolean;
  shift: boolean;
}

export interface KeyPress {
  key: string;
  code: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}

export function isApple(): boolean {
  return typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform);
}

export function parseKeys(keys: string, apple: boolean): KeyCombo {
  const parts = keys.split(/\+(?=.)/);
  const key = parts.pop() ?? '';
  const has = (name: string) => parts.includes(name);
  return {
    key: key.length === 1 ? key.toLowerCase() : key,
    ctrl: has('Ctrl') || (has('Mod') && !apple),
    meta: has('Meta') || (has('Mod') && apple),
    alt: has('Alt'),
    shift: has('Shift'),
  };
}

/**
 * The key a person means: the letter their layout prints, or, where Alt or a non-Latin layout hides it, the letter
 * at that place of a Latin keyboard.
 */
export function pressedKey(event: KeyPress): string {
  const printed = event.key;
  if (printed.length > 1) return printed;
  if (/^[\x21-\x7e]$/.test(printed) && !event.altKey) {
    const digit = event.shiftKey ? /^Digit(\d)$/.exec(event.code) : null;
    return digit?.[1] ?? printed.toLowerCase();
  }
  const placed = /^(?:Key([A-Z])|Digit(\d))$/.exec(event.code);
  return (placed?.[1] ?? placed?.[2] ?? printed).toLowerCase();
}

export function matchesKeys(event: KeyPress, combo: KeyCombo): boolean {
  return (
    event.ctrlKey === combo.ctrl &&
    event.metaKey === combo.meta &&
    event.altKey === combo.alt &&
    event.shiftKey === combo.shift &&
    (pressedKey(event) === combo.key || (combo.key === '`' && event.code === 'Backquote'))
  );
}

const SYMBOLS: Record<string, string> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
  PageUp: 'PgUp',
  PageDown: 'PgDn',
};

/** The combination as this system writes it: `⇧⌘E` or `Ctrl+Shift+E`. */
export function formatKeys(keys: string, apple = isApple()): string {
  const combo = parseKeys(keys, apple);
  const key = SYMBOLS[combo.key] ?? (combo.key.length === 1 ? combo.key.toUpperCase() : combo.key);
  if (apple) {
    return `${combo.ctrl ? '⌃' : ''}${combo.alt ? '⌥' : ''}${combo.shift ? '⇧' : ''}${combo.meta ? '⌘' : ''}${key}`;
  }
  const modifiers = [
    combo.ctrl && 'Ctrl',
    combo.meta && 'Meta',
    combo.alt && 'Alt',
    combo.shift && 'Shift',
  ].filter((name) => name !== false);
  return [...modifiers, key].join('+');
}
