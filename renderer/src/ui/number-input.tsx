/**
 * A number within bounds, inside a `Field`. Told when the user has finished (Enter, leaving it or its page), never in
 * between, and only with a number within the bounds: `<NumberInput {...field} value={30} min={1} max={365} onValue={save} unit="days" />`
 */
import { useState } from 'react';
import type { FieldControl } from './field.tsx';
import { classNames } from './class-names.ts';
import { controlStyle } from './control-style.ts';
import { useLeave } from './use-leave.ts';

export interface NumberInputProps extends Partial<FieldControl> {
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step?: number | undefined;
  readonly unit?: string | undefined;
  readonly disabled?: boolean | undefined;
  readonly onValue: (value: number) => void;
}

export function NumberInput({
  value,
  min,
  max,
  step = 1,
  unit,
  onValue,
  disabled,
  ...field
}: NumberInputProps) {
  /** Null while nothing is being typed. */
  const [draft, setDraft] = useState<string | null>(null);
  function finish() {
    const number = draft === null || draft.trim() === '' ? NaN : Number(draft);
    setDraft(null);
    if (!Number.isFinite(number)) return;
    const bounded = Math.min(max, Math.max(min, number));
    if (bounded !== value) onValue(bounded);
  }
  useLeave(finish);
  return (
    <span className="inline-flex items-center gap-2">
      <input
        type="number"
        value={draft ?? value}
        min={min}
        max={max}
        step={step}
        disabled={disabled}
        onChange={(event) => setDraft(event.target.value)}
        onBlur={finish}
        onKeyDown={(event) => event.key === 'Enter' && finish()}
        className={classNames(controlStyle, 'w-24 tabular-nums')}
        {...field}
      />
      {unit && <span className="text-sm text-muted">{unit}</span>}
    </span>
  );
}
