/** Draws the toasts of `toast-store.ts` in a polite live region; each leaves by itself, or when it is dismissed. */
import { X } from 'lucide-react';
import { useEffect, useSyncExternalStore } from 'react';
import { IconButton } from './icon-button.tsx';
import { Notice } from './notice.tsx';
import { dismissToast, toastStore } from './toast-store.ts';
import type { Toast } from './toast-store.ts';

/** Long enough to be read slowly; faults stay longer. */
const SHOWN_MS = 5_000;
const FAULT_SHOWN_MS = 12_000;

export function ToastStack({ dismissLabel }: { readonly dismissLabel: string }) {
  const toasts = useSyncExternalStore(toastStore.subscribe, toastStore.read);
  return (
    <div
      role="status"
      aria-live="polite"
      className="pointer-events-none fixed right-4 bottom-4 z-40 flex w-[min(26rem,calc(100vw-2rem))] flex-col gap-2"
    >
      {toasts.map((toast) => (
        <ToastRow key={toast.id} toast={toast} dismissLabel={dismissLabel} />
      ))}
    </div>
  );
}

function ToastRow({ toast, dismissLabel }: { readonly toast: Toast; readonly dismissLabel: string }) {
  useEffect(() => {
    const timer = setTimeout(
      () => dismissToast(toast.id),
      toast.tone === 'danger' ? FAULT_SHOWN_MS : SHOWN_MS,
    );
    return () => clearTimeout(timer);
  }, [toast]);
  return (
    <Notice
      tone={toast.tone}
      title={toast.title}
      className="animate-rise pointer-events-auto shadow-floating"
      action={
        <IconButton size="small" label={dismissLabel} onClick={() => dismissToast(toast.id)}>
          <X />
        </IconButton>
      }
    >
      {toast.text}
    </Notice>
  );
}
