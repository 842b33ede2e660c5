/** How full something is, beside the words that say it: a bar that takes the colour of warning as it fills. */
import { classNames } from '../../ui/class-names.ts';
import { barShare } from './bar-share.ts';

/** Where Parley begins to bend, and where it is full. */
const HIGH = 0.8;
const FULL = 0.99;

export function FillBar({ fill, className }: { readonly fill: number; readonly className?: string }) {
  const share = barShare(fill);
  return (
    <span
      aria-hidden
      className={classNames(
        'block h-1.5 overflow-hidden rounded-full bg-pressed forced-colors:border',
        className,
      )}
    >
      {/* moved, not resized: nothing has to be laid out anew at each message */}
      <span
        className={classNames(
          'block h-full w-full origin-left forced-colors:bg-[Highlight]',
          share >= FULL ? 'bg-danger' : share >= HIGH ? 'bg-thinking' : 'bg-accent',
        )}
        style={{ transform: `scaleX(${share})` }}
      />
    </span>
  );
}
