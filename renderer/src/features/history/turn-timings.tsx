/** How long each stage of a turn took, as bars on one time line and in milliseconds. */
import { en } from '../../texts/en.ts';
import type { TextKey } from '../../texts/translate.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { classNames } from '../../ui/class-names.ts';
import { timingChart } from './timing-bars.ts';

export function TurnTimings({ timings }: { readonly timings: Readonly<Record<string, number>> }) {
  const { t } = useTexts();
  const { bars, spanMs, asides } = timingChart(timings);
  // a stage this window is too old to know keeps its own name
  const nameOf = (stage: string) =>
    Object.hasOwn(en, `stage.${stage}`) ? t(`stage.${stage}` as TextKey) : stage;
  const inMs = (ms: number) => t('detail.times', { ms: Math.round(ms) });
  return (
    <>
      <ul className="flex flex-col gap-1">
        {bars.map(({ stage, ms, startMs, isTotal }) => (
          <li
            key={stage}
            className={classNames(
              'grid grid-cols-[minmax(8rem,14rem)_1fr_auto] items-center gap-3 @max-xl:grid-cols-[1fr_auto]',
              isTotal && 'mt-1 border-t border-line pt-1.5 font-medium',
            )}
          >
            <span>{nameOf(stage)}</span>
            <span aria-hidden className="h-2 rounded-full bg-hover @max-xl:col-span-2 @max-xl:row-start-2">
              <span
                className={classNames(
                  'block h-full min-w-0.5 rounded-full forced-colors:bg-[CanvasText]',
                  isTotal ? 'bg-text' : 'bg-accent',
                )}
                style={{ marginLeft: `${(startMs / spanMs) * 100}%`, width: `${(ms / spanMs) * 100}%` }}
              />
            </span>
            <span className="min-w-16 text-right tabular-nums">{inMs(ms)}</span>
          </li>
        ))}
      </ul>
      {asides.length > 0 && (
        <p className="mt-2 text-xs text-muted">
          {asides.map(({ stage, ms }) => `${nameOf(stage)}: ${inMs(ms)}`).join(' · ')}
        </p>
      )}
    </>
  );
}
