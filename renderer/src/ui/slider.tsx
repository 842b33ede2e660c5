/**
 * A value within bounds by dragging or arrow keys: `<Slider label="Volume" value={0.9} min={0} max={1} step={0.05}
 * format={(v) => `${Math.round(v * 100)} %`} onValue={show} onCommit={save} />`. `onCommit` comes when it is let go.
 */
import { Slider as Radix } from 'radix-ui';

export interface SliderProps {
  /** Its name; a visible label stands beside it. */
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  /** How the value is written and read out. */
  readonly format: (value: number) => string;
  readonly onValue: (value: number) => void;
  readonly onCommit?: ((value: number) => void) | undefined;
  readonly disabled?: boolean | undefined;
}

export function Slider({ label, value, min, max, step, format, onValue, onCommit, disabled }: SliderProps) {
  return (
    <span className="inline-flex items-center gap-3">
      <Radix.Root
        value={[value]}
        min={min}
        max={max}
        step={step}
        disabled={disabled ?? false}
        onValueChange={([next]) => onValue(next ?? value)}
        onValueCommit={([next]) => onCommit?.(next ?? value)}
        className="relative flex h-6 w-44 touch-none items-center select-none data-disabled:opacity-50"
      >
        <Radix.Track className="relative h-1.5 grow rounded-full bg-pressed forced-colors:border">
          <Radix.Range className="absolute h-full rounded-full bg-accent" />
        </Radix.Track>
        <Radix.Thumb
          aria-label={label}
          aria-valuetext={format(value)}
          className="block size-5 rounded-full border-2 border-accent bg-surface shadow-raised"
        />
      </Radix.Root>
      <output className="min-w-14 text-right text-sm text-muted tabular-nums">{format(value)}</output>
    </span>
  );
}
