/**
 * A question or a form above everything else, on the native dialog: the system keeps focus inside, Escape closes it,
 * focus returns to where it was. `<Dialog isOpen={open} title="Delete?" onClose={close} closeLabel="Close"
 * actions={<><Button onClick={close}>Cancel</Button><Button kind="danger">Delete</Button></>}>Text</Dialog>`
 * The element marked `data-focus-first` takes focus, or the first that can. Nothing is drawn while it is closed.
 */
import { X } from 'lucide-react';
import { useEffect, useId, useState } from 'react';
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import { FloatingRoot } from './floating-root.ts';
import { IconButton } from './icon-button.tsx';

export interface DialogProps {
  readonly isOpen: boolean;
  readonly title: string;
  readonly closeLabel: string;
  readonly onClose: () => void;
  readonly actions?: ReactNode;
  readonly size?: 'small' | 'large' | undefined;
  readonly children: ReactNode;
}

export function Dialog(props: DialogProps) {
  return props.isOpen ? <OpenDialog {...props} /> : null;
}

function OpenDialog({ title, closeLabel, onClose, actions, size = 'small', children }: DialogProps) {
  const [dialog, setDialog] = useState<HTMLDialogElement | null>(null);
  const titleId = useId();
  useEffect(() => {
    if (!dialog) return;
    const before = document.activeElement;
    if (!dialog.open) dialog.showModal();
    dialog.querySelector<HTMLElement>('[data-focus-first]')?.focus();
    return () => {
      dialog.close();
      if (before instanceof HTMLElement) before.focus();
    };
  }, [dialog]);
  return (
    <dialog
      ref={setDialog}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => event.target === event.currentTarget && onClose()}
      className={classNames(
        'animate-rise m-auto max-h-[min(88vh,48rem)] w-[calc(100vw-2rem)] overflow-hidden rounded-large bg-surface text-text shadow-floating',
        size === 'small' ? 'max-w-md' : 'max-w-2xl',
      )}
    >
      <FloatingRoot value={dialog}>
        <div className="flex max-h-[inherit] flex-col">
          <header className="flex items-start justify-between gap-4 px-6 pt-5">
            <h2 id={titleId} className="pt-1 text-lg font-semibold">
              {title}
            </h2>
            <IconButton label={closeLabel} onClick={onClose} className="-mr-2">
              <X />
            </IconButton>
          </header>
          <div className="min-h-0 overflow-y-auto px-6 py-3 text-muted">{children}</div>
          {actions && <footer className="flex flex-wrap justify-end gap-2 px-6 pt-2 pb-5">{actions}</footer>}
        </div>
      </FloatingRoot>
    </dialog>
  );
}
