/** Nothing is here yet, and how to begin. `<EmptyState icon={<Mic />} title="..." actions={...}>...</EmptyState>` */
import type { ReactNode } from 'react';

export interface EmptyStateProps {
  readonly icon?: ReactNode;
  readonly title: string;
  readonly actions?: ReactNode;
  readonly children?: ReactNode;
}

export function EmptyState({ icon, title, actions, children }: EmptyStateProps) {
  return (
    <div className="mx-auto flex max-w-md flex-col items-center gap-2 px-6 py-10 text-center">
      {icon && (
        <div
          aria-hidden
          className="mb-2 flex size-12 items-center justify-center rounded-full bg-accent-soft text-accent-text [&_svg]:size-6"
        >
          {icon}
        </div>
      )}
      <h2 className="text-lg font-semibold">{title}</h2>
      {children && <div className="text-muted">{children}</div>}
      {actions && <div className="mt-4 flex flex-wrap justify-center gap-2">{actions}</div>}
    </div>
  );
}
