/**
 * What has just happened and needs no answer, for a few seconds: `showToast({ tone: 'good', title: t('copied') })`
 * from anywhere; `<ToastStack>` draws them once at the root. Faults that last belong into a banner instead.
 */
import type { NoticeTone } from './notice.tsx';

export interface Toast {
  readonly id: number;
  readonly tone: NoticeTone;
  readonly title: string;
  readonly text: string;
}

const MOST_AT_ONCE = 3;

let toasts: readonly Toast[] = [];
let nextId = 1;
const listeners = new Set<() => void>();

function replace(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

export function showToast({
  tone = 'info',
  title,
  text = '',
}: Partial<Toast> & { readonly title: string }): void {
  const others = toasts.filter((toast) => toast.title !== title);
  replace([...others, { id: nextId++, tone, title, text }].slice(-MOST_AT_ONCE));
}

export function dismissToast(id: number): void {
  replace(toasts.filter((toast) => toast.id !== id));
}

export const toastStore = {
  subscribe(listener: () => void) {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  },
  read: () => toasts,
};
