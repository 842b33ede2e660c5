/**
 * A menu behind a button. `<Menu trigger={<IconButton label="More"><Ellipsis /></IconButton>}
 * items={[{ id: 'copy', label: 'Copy', icon: <Copy />, onSelect }, 'line', { id: 'delete', ..., isDanger: true }]} />`
 * An item with `items` opens a second list. Not modal: Radix's scroll lock would inject styles.
 */
import { ChevronRight } from 'lucide-react';
import { DropdownMenu as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import { useFloatingRoot } from './floating-root.ts';

export interface MenuItem {
  readonly id: string;
  readonly label: string;
  readonly icon?: ReactNode;
  readonly isDanger?: boolean;
  readonly isDisabled?: boolean;
  /** Beside a disabled item: why. */
  readonly note?: string | undefined;
  readonly items?: readonly MenuItem[];
  readonly onSelect?: () => void;
}

export type MenuEntry = MenuItem | 'line';

export interface MenuProps {
  readonly trigger: ReactNode;
  readonly items: readonly MenuEntry[];
  readonly align?: 'start' | 'center' | 'end' | undefined;
}

const sheet = 'animate-rise z-50 min-w-52 rounded-medium bg-surface p-1 text-text shadow-floating max-w-80';
const row =
  'flex min-h-8 w-full items-center gap-2.5 rounded-small px-2.5 py-1 text-base outline-none select-none ' +
  'data-highlighted:bg-hover data-highlighted:outline-2 data-highlighted:-outline-offset-2 data-highlighted:outline-focus ' +
  'data-disabled:opacity-55 [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-muted';

export function Menu({ trigger, items, align = 'end' }: MenuProps) {
  const root = useFloatingRoot();
  return (
    <Radix.Root modal={false}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal container={root}>
        <Radix.Content align={align} sideOffset={4} collisionPadding={8} className={sheet}>
          <MenuRows items={items} />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

function MenuRows({ items }: { readonly items: readonly MenuEntry[] }) {
  const root = useFloatingRoot();
  return items.map((item, index) =>
    item === 'line' ? (
      <Radix.Separator key={`line-${index}`} className="mx-2 my-1 h-px bg-line" />
    ) : item.items ? (
      <Radix.Sub key={item.id}>
        <Radix.SubTrigger disabled={item.isDisabled ?? false} className={row}>
          <MenuRowText item={item} />
          <ChevronRight aria-hidden className="ml-auto" />
        </Radix.SubTrigger>
        <Radix.Portal container={root}>
          <Radix.SubContent sideOffset={4} collisionPadding={8} className={sheet}>
            <MenuRows items={item.items} />
          </Radix.SubContent>
        </Radix.Portal>
      </Radix.Sub>
    ) : (
      <Radix.Item
        key={item.id}
        disabled={item.isDisabled ?? false}
        onSelect={() => item.onSelect?.()}
        className={classNames(row, item.isDanger && 'text-danger [&_svg]:text-danger')}
      >
        <MenuRowText item={item} />
      </Radix.Item>
    ),
  );
}

function MenuRowText({ item }: { readonly item: MenuItem }) {
  return (
    <>
      {item.icon}
      <span className="min-w-0">
        {item.label}
        {item.note && <span className="block text-xs text-muted">{item.note}</span>}
      </span>
    </>
  );
}
