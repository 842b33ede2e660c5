/**
 * How a page is put together. `<Page title="Settings" actions={...}>` scrolls; inside, `<Section title="Sound"
 * text="...">` groups what belongs together on a `Card`; a `Card`'s children are rows with lines between them.
 */
import { useId } from 'react';
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

export interface PageProps {
  readonly title: string;
  readonly text?: ReactNode;
  readonly actions?: ReactNode;
  /** For what is seen, not read: uses the width that is there. */
  readonly isWide?: boolean | undefined;
  readonly children: ReactNode;
}

export function Page({ title, text, actions, isWide = false, children }: PageProps) {
  return (
    <div className="h-full overflow-y-auto">
      <div
        className={classNames(
          'mx-auto flex w-full flex-col gap-8 px-8 py-8 @max-2xl:px-5',
          isWide ? 'max-w-6xl' : 'max-w-3xl',
        )}
      >
        <header className="flex flex-wrap items-start justify-between gap-4">
          <div className="min-w-0 flex-1 basis-64">
            <h1 className="text-xl font-semibold tracking-tight">{title}</h1>
            {text && <div className="mt-1 text-muted">{text}</div>}
          </div>
          {actions}
        </header>
        {children}
      </div>
    </div>
  );
}

export interface SectionProps {
  readonly title: string;
  readonly text?: ReactNode;
  readonly actions?: ReactNode;
  /** Without the card, for what brings its own ground. */
  readonly isBare?: boolean | undefined;
  readonly children: ReactNode;
}

export function Section({ title, text, actions, isBare = false, children }: SectionProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="flex flex-col gap-3">
      <header className="flex flex-wrap items-end justify-between gap-3">
        <div className="min-w-0 flex-1 basis-56">
          <h2 id={id} className="text-base font-semibold">
            {title}
          </h2>
          {text && <div className="mt-0.5 text-sm text-muted">{text}</div>}
        </div>
        {actions}
      </header>
      {isBare ? children : <Card>{children}</Card>}
    </section>
  );
}

export interface CardProps {
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

export function Card({ className, children }: CardProps) {
  return (
    <div
      className={classNames(
        'rounded-large border border-line bg-surface shadow-raised *:px-5 *:py-3.5 [&>*+*]:border-t [&>*+*]:border-line',
        className,
      )}
    >
      {children}
    </div>
  );
}
