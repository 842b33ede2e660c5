/**
 * Something the user has to know, where they look: what happened, what to do, one action at most.
 * `<Notice tone="danger" title={what} action={<Button size="small">Retry</Button>}>{help}</Notice>`
 * Not a live region by itself: the app announces faults once.
 */
import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

const tones = {
  danger: { ground: 'bg-danger-soft border-danger', icon: CircleAlert, ink: 'text-danger' },
  warning: { ground: 'bg-thinking-soft border-thinking', icon: TriangleAlert, ink: 'text-thinking' },
  good: { ground: 'bg-accent-soft border-accent', icon: CircleCheck, ink: 'text-accent-text' },
  info: { ground: 'bg-surface border-line', icon: Info, ink: 'text-muted' },
} as const;

export type NoticeTone = keyof typeof tones;

export interface NoticeProps {
  readonly tone?: NoticeTone | undefined;
  readonly title: string;
  readonly action?: ReactNode;
  readonly children?: ReactNode;
  readonly className?: string | undefined;
}

export function Notice({ tone = 'info', title, action, children, className }: NoticeProps) {
  const { ground, icon: Icon, ink } = tones[tone];
  return (
    <div
      className={classNames(
        'flex flex-wrap items-center gap-x-3 gap-y-2 rounded-medium border px-3.5 py-2.5 text-base text-text',
        ground,
        className,
      )}
    >
      <div className="flex min-w-0 flex-1 basis-60 gap-3">
        <Icon aria-hidden className={classNames('mt-0.5 size-[1.25em] shrink-0', ink)} />
        <div className="min-w-0">
          <p className="font-medium break-words">{title}</p>
          {children && <div className="text-sm text-muted">{children}</div>}
        </div>
      </div>
      {action}
    </div>
  );
}
