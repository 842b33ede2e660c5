/**
 * One of a few, all visible, moved through with arrow keys: `<SegmentedControl label="Theme" value={theme}
 * options={[{ value: 'light', label: 'Light', icon: <Sun /> }]} onValue={setTheme} />`
 */
import { RadioGroup } from 'radix-ui';
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

export interface Segment<T extends string> {
  readonly value: T;
  readonly label: string;
  readonly icon?: ReactNode;
  readonly isDisabled?: boolean;
}

export interface SegmentedControlProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly options: readonly Segment<T>[];
  readonly onValue: (value: T) => void;
  readonly className?: string | undefined;
}

export function SegmentedControl<T extends string>({
  label,
  value,
  options,
  onValue,
  className,
}: SegmentedControlProps<T>) {
  return (
    <RadioGroup.Root
      aria-label={label}
      value={value}
      orientation="horizontal"
      onValueChange={(next) => onValue(next as T)}
      className={classNames(
        'inline-flex flex-wrap gap-0.5 rounded-medium border border-line bg-sunken p-0.5',
        className,
      )}
    >
      {options.map((option) => (
        <RadioGroup.Item
          key={option.value}
          value={option.value}
          disabled={option.isDisabled ?? false}
          className={classNames(
            'inline-flex min-h-8 items-center gap-1.5 rounded-[0.5rem] border border-transparent px-3 text-sm text-muted transition-colors duration-(--time-fast)',
            'hover:text-text disabled:opacity-50 [&_svg]:size-4',
            'data-[state=checked]:border-edge data-[state=checked]:bg-surface data-[state=checked]:font-medium data-[state=checked]:text-text data-[state=checked]:shadow-raised forced-colors:border-0 forced-colors:data-[state=checked]:bg-[Highlight] forced-colors:data-[state=checked]:text-[HighlightText] forced-colors:data-[state=checked]:forced-color-adjust-none',
          )}
        >
          {option.icon}
          {option.label}
        </RadioGroup.Item>
      ))}
    </RadioGroup.Root>
  );
}
