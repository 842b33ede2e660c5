/**
 * A button with a text. `<Button kind="primary" icon={<Play />} onClick={...}>Start</Button>`
 * Kinds: `primary` (one a view), `plain` (default), `quiet` (no border), `danger` (destroys something).
 * `isBusy` shows a spinner and refuses clicks, and stays focusable; `ref` reaches the element.
 */
import type { ComponentProps, ReactNode } from 'react';
import { classNames } from './class-names.ts';
import { Spinner } from './spinner.tsx';

const kinds = {
  primary: 'bg-accent text-on-accent border-transparent hover:bg-accent-hover font-medium',
  plain: 'bg-surface text-text border-edge hover:bg-hover active:bg-pressed',
  quiet: 'bg-transparent text-text border-transparent hover:bg-hover active:bg-pressed',
  danger: 'bg-danger text-on-danger border-transparent hover:bg-danger-hover font-medium',
} as const;

export interface ButtonProps extends ComponentProps<'button'> {
  readonly kind?: keyof typeof kinds | undefined;
  readonly size?: 'small' | 'medium' | undefined;
  readonly icon?: ReactNode;
  readonly isBusy?: boolean | undefined;
}

export function Button({
  kind = 'plain',
  size = 'medium',
  icon,
  isBusy = false,
  className,
  children,
  onClick,
  type = 'button',
  ...rest
}: ButtonProps) {
  return (
    <button
      type={type}
      aria-busy={isBusy || undefined}
      onClick={isBusy ? undefined : onClick}
      className={classNames(
        'inline-flex shrink-0 items-center justify-center gap-2 rounded-medium border transition-colors duration-(--time-fast)',
        '[&_svg]:size-[1.125em] [&_svg]:shrink-0 disabled:opacity-50',
        size === 'small' ? 'min-h-7 px-2.5 py-0.5 text-sm' : 'min-h-9 px-3.5 py-1.5 text-base',
        kinds[kind],
        className,
      )}
      {...rest}
    >
      {isBusy ? <Spinner /> : icon}
      {children}
    </button>
  );
}
