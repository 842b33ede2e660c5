/**
 * A name shown on hover and focus. `<Tooltip text="Stop" shortcut="Esc"><button .../></Tooltip>`: the child takes a
 * ref and spreads its props. Says nothing the control's own name does not; `<TooltipScope>` stands once at the root.
 */
import { Tooltip as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { useFloatingRoot } from './floating-root.ts';
import { Kbd } from './kbd.tsx';

const DELAY_MS = 450;

export function TooltipScope({ children }: { readonly children: ReactNode }) {
  return <Radix.Provider delayDuration={DELAY_MS}>{children}</Radix.Provider>;
}

export interface TooltipProps {
  readonly text: string;
  readonly shortcut?: string | undefined;
  readonly side?: 'top' | 'right' | 'bottom' | 'left' | undefined;
  readonly children: ReactNode;
}

export function Tooltip({ text, shortcut, side = 'top', children }: TooltipProps) {
  const root = useFloatingRoot();
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Portal container={root}>
        <Radix.Content
          side={side}
          sideOffset={6}
          collisionPadding={8}
          className="animate-rise z-50 flex max-w-72 items-center gap-2 rounded-small bg-surface px-2.5 py-1.5 text-xs text-text shadow-floating"
        >
          {text}
          {shortcut && <Kbd keys={shortcut} />}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
