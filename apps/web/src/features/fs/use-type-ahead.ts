import { useRef } from 'react';

const PAUSE_MS = 700;

/** Collects letters typed one after another; after a pause it starts anew. */
export function useTypeAhead(): (key: string) => string {
  const typed = useRef({ text: '', at: 0 });
  return (key) => {
    const now = performance.now();
    const text = now - typed.current.at > PAUSE_MS ? key : typed.current.text + key;
    typed.current = { text, at: now };
    return text;
  };
}
