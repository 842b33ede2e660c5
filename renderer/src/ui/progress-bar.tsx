/** How far something is: `<ProgressBar label="Download" value={received} max={total} />`; `value={null}`: unknown. */
export interface ProgressBarProps {
  readonly label: string;
  readonly value: number | null;
  readonly max?: number | undefined;
  /** How it is read out; percent when absent. */
  readonly valueText?: string | undefined;
}

export function ProgressBar({ label, value, max = 1, valueText }: ProgressBarProps) {
  const share = value === null || max <= 0 ? null : Math.min(1, Math.max(0, value / max));
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={share === null ? undefined : Math.round(share * 100)}
      aria-valuetext={valueText}
      className="h-1.5 w-full overflow-hidden rounded-full bg-pressed forced-colors:border"
    >
      <div
        className={
          share === null
            ? 'animate-breathe h-full w-full bg-accent'
            : 'h-full rounded-full bg-accent transition-[width] duration-(--time-calm) forced-colors:bg-[Highlight]'
        }
        style={share === null ? undefined : { width: `${share * 100}%` }}
      />
    </div>
  );
}
