/**
 * A button that shows an icon only. `<IconButton label={t('talk.stop')} onClick={...}><Square /></IconButton>`
 * `label` is its name for everybody: it is read out, and shown as a tooltip. `isOn` makes it a toggle (aria-pressed).
 */
import type { ComponentProps, ReactNode } from 'react';
import { classNames } from './class-names.ts';
import { Tooltip } from './tooltip.tsx';

export interface IconButtonProps extends Omit<ComponentProps<'button'>, 'aria-label'> {
  readonly label: string;
  readonly children: ReactNode;
  readonly size?: 'small' | 'medium' | undefined;
  readonly isOn?: boolean | undefined;
  /** Beside the name in the tooltip. */
  readonly shortcut?: string | undefined;
}

export function IconButton({
  label,
  size = 'medium',
  isOn,
  shortcut,
  className,
  children,
  type = 'button',
  ...rest
}: IconButtonProps) {
  return (
    <Tooltip text={label} shortcut={shortcut}>
      <button
        type={type}
        aria-label={label}
        aria-pressed={isOn}
        className={classNames(
          'inline-flex shrink-0 items-center justify-center rounded-medium text-muted transition-colors duration-(--time-fast)',
          'hover:bg-hover hover:text-text active:bg-pressed data-[state=open]:bg-hover disabled:opacity-45 disabled:hover:bg-transparent',
          isOn && 'bg-accent-soft text-accent-text',
          size === 'small' ? 'size-7 [&_svg]:size-4' : 'size-9 [&_svg]:size-[1.125rem]',
          className,
        )}
        {...rest}
      >
        {children}
      </button>
    </Tooltip>
  );
}
