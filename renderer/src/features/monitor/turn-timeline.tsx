/**
 * Where the time of the last turns went: a small waterfall each, all on one scale, newest first; opened, the trace.
 * Says when and how long, never what was said. How a trace is drawn is given from above.
 */
import { ChevronDown } from 'lucide-react';
import { useId, useState } from 'react';
import type { ComponentType } from 'react';
import type { TurnView } from '../../../../electron/contract/desk-views.ts';
import { useDesk } from '../../store/desk-store.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Section } from '../../ui/section.tsx';
import { clockText } from './clock-text.ts';
import { msText } from './monitor-quantities.ts';

/** A turn's stages on one time line, milliseconds. */
export interface TurnChart {
  readonly bars: readonly {
    readonly stage: string;
    readonly ms: number;
    readonly startMs: number;
    readonly isTotal: boolean;
  }[];
  readonly spanMs: number;
}

export interface TurnTimelineProps {
  readonly chartOf: (timings: Readonly<Record<string, number>>) => TurnChart;
  readonly trace: ComponentType<{ readonly turn: TurnView }>;
}

export interface PausableTimelineProps extends TurnTimelineProps {
  /** The turns that are there stay, and no other comes. */
  readonly isPaused: boolean;
}

/** So many at first, and so many more each time. */
const PAGE = 6;

export function TurnTimeline({ chartOf, trace: Trace, isPaused }: PausableTimelineProps) {
  const { t } = useTexts();
  const now = useDesk((state) => state.turns);
  const [kept, setKept] = useState<readonly TurnView[] | null>(null);
  if (isPaused !== (kept !== null)) setKept(isPaused ? now : null);
  const all = kept ?? now;
  const [most, setMost] = useState(PAGE);
  const [open, setOpen] = useState<number | null>(null);
  const timed = all.filter(({ timings }) => Object.keys(timings).length > 0).reverse();
  const shown = timed.slice(0, most).map((turn) => ({ turn, chart: chartOf(turn.timings) }));
  const scaleMs = Math.max(1, ...shown.map(({ chart }) => chart.spanMs));
  return (
    <Section title={t('monitor.turns')} text={t('monitor.turns.text')}>
      {shown.length === 0 ? (
        <p className="text-muted">{t('monitor.turn.none')}</p>
      ) : (
        <ul className="flex flex-col gap-1 text-sm">
          {shown.map(({ turn, chart }) => (
            <TurnRow
              key={turn.id}
              turn={turn}
              chart={chart}
              scaleMs={scaleMs}
              isOpen={open === turn.id}
              onToggle={() => setOpen(open === turn.id ? null : turn.id)}
              trace={Trace}
            />
          ))}
        </ul>
      )}
      {timed.length > most && (
        <div>
          <Button size="small" onClick={() => setMost(most + PAGE)}>
            {t('monitor.turns.more')}
          </Button>
        </div>
      )}
    </Section>
  );
}

interface TurnRowProps {
  readonly turn: TurnView;
  readonly chart: TurnChart;
  readonly scaleMs: number;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
  readonly trace: TurnTimelineProps['trace'];
}

function TurnRow({ turn, chart, scaleMs, isOpen, onToggle, trace: Trace }: TurnRowProps) {
  const { language } = useTexts();
  const id = useId();
  const total = chart.bars.find(({ isTotal }) => isTotal)?.ms ?? chart.spanMs;
  return (
    <li className="flex flex-col" data-turn-row>
      <button
        type="button"
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={onToggle}
        className="grid grid-cols-[1fr_auto_auto] items-center gap-x-4 gap-y-1 rounded-medium px-1 py-1.5 text-left hover:bg-hover @2xl:grid-cols-[11rem_1fr_5rem_auto]"
      >
        <span className="tabular-nums">{clockText(turn.startedAt, language)}</span>
        <span
          aria-hidden
          className="relative col-span-3 row-start-2 block overflow-hidden rounded-small bg-sunken @2xl:col-span-1 @2xl:row-start-auto forced-colors:border"
          style={{ height: `${chart.bars.length * BAR_REM + 0.25}rem` }}
        >
          {chart.bars.map(({ stage, ms, startMs, isTotal }, place) => (
            <span
              key={stage}
              className={classNames(
                'absolute min-w-0.5 rounded-full forced-colors:bg-[CanvasText]',
                isTotal ? 'bg-text' : 'bg-accent',
              )}
              style={{
                top: `${place * BAR_REM + 0.125}rem`,
                height: `${BAR_REM - 0.0625}rem`,
                left: `${(startMs / scaleMs) * 100}%`,
                width: `${(ms / scaleMs) * 100}%`,
              }}
            />
          ))}
        </span>
        <span className="text-right font-medium tabular-nums">{msText(total, language)}</span>
        <ChevronDown
          aria-hidden
          className={classNames('size-4 shrink-0 text-muted transition-transform', isOpen && 'rotate-180')}
        />
      </button>
      <div id={id} hidden={!isOpen} className="pt-2 pb-4">
        {isOpen && <Trace turn={turn} />}
      </div>
    </li>
  );
}

const BAR_REM = 0.25;
