/**
 * The system's own list of choices (Radix Select sets innerHTML, which Trusted Types forbids), inside a `Field`:
 * `<NativeSelect {...field} value={voice} onValue={setVoice} options={[{ value: 'joe', label: 'Joe' }]} />`
 */
import { ChevronDown } from 'lucide-react';
import type { FieldControl } from './field.tsx';
import { classNames } from './class-names.ts';
import { controlStyle } from './control-style.ts';

export interface SelectOption<T extends string> {
  readonly value: T;
  readonly label: string;
  readonly isDisabled?: boolean;
}

export interface NativeSelectProps<T extends string> extends Partial<FieldControl> {
  readonly value: T;
  readonly options: readonly SelectOption<T>[];
  readonly onValue: (value: T) => void;
  readonly disabled?: boolean | undefined;
  readonly className?: string | undefined;
  /** Where no `Field` names it. */
  readonly 'aria-label'?: string | undefined;
}

export function NativeSelect<T extends string>({
  value,
  options,
  onValue,
  className,
  ...rest
}: NativeSelectProps<T>) {
  return (
    <span className={classNames('relative inline-flex max-w-full', className)}>
      <select
        value={value}
        onChange={(event) => onValue(event.target.value as T)}
        className={classNames(controlStyle, 'w-full min-w-40 appearance-none truncate pr-9')}
        {...rest}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.isDisabled}>
            {option.label}
          </option>
        ))}
      </select>
      <ChevronDown
        aria-hidden
        className="pointer-events-none absolute top-1/2 right-3 size-4 -translate-y-1/2 text-muted"
      />
    </span>
  );
}
