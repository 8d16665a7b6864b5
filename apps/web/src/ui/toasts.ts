import { create } from 'zustand';
import { toAppError } from '../lib/errors';

export interface Toast {
  id: number;
  kind: 'info' | 'success' | 'error';
  title: string;
  text?: string;
  /** One thing to do about it, such as Undo. */
  action?: { label: string; run: () => void };
  /** Milliseconds on screen; errors stay until they are closed. */
  durationMs?: number;
}

const MOST = 5;
let nextId = 1;

export const useToasts = create<{ toasts: Toast[] }>(() => ({ toasts: [] }));

/** Shows a notice in the corner, in place of one that says the same. Answers its id, for `closeToast`. */
export function showToast(toast: Omit<Toast, 'id'>): number {
  const id = nextId++;
  const isOther = ({ kind, title, text }: Toast): boolean =>
    kind !== toast.kind || title !== toast.title || text !== toast.text || toast.action !== undefined;
  useToasts.setState(({ toasts }) => ({
    toasts: [...toasts.filter(isOther), { ...toast, id }].slice(-MOST),
  }));
  return id;
}

/** The usual end of a failed action: what was tried, and the reason the error gives. */
export function showError(title: string, error: unknown): number {
  return showToast({ kind: 'error', title, text: toAppError(error).message });
}

export function closeToast(id: number): void {
  useToasts.setState(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.id !== id) }));
}
