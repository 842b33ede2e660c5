/** Hours and days as they were kept across restarts. Asked for when the page opens, the time shown changes, and each minute. */
import { useMemo, useState } from 'react';
import type { TrendPoint } from '../../../../electron/contract/metrics.ts';
import { useAnswer } from '../../bridge/use-answer.ts';
import { useTick } from '../../bridge/use-tick.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { Notice } from '../../ui/notice.tsx';
import { Section } from '../../ui/section.tsx';
import { SegmentedControl } from '../../ui/segmented-control.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { Chart } from './chart.tsx';
import type { ChartLine } from './chart-painter.ts';
import { roundTop } from './live-series.ts';
import { megabytesText, msText, percentText } from './monitor-quantities.ts';
import { trendLine } from './trend-lines.ts';
import type { TrendName } from './trend-lines.ts';

const ranges = ['24', '168', '720'] as const;
type Range = (typeof ranges)[number];
const questions = { 24: { hours: 24 }, 168: { hours: 168 }, 720: { hours: 720 } } as const;

/** A point is kept each minute. */
const POINT_MS = 60_000;

/** As many as can be told apart on the widest screen. */
const COLUMNS = 240;

const shown: readonly { readonly name: TrendName; readonly say: typeof msText }[] = [
  { name: 'load', say: (share, language) => percentText(share * 100, language) },
  { name: 'frame_p95', say: msText },
  { name: 'memory', say: megabytesText },
  { name: 'voice_to_voice_p50', say: msText },
];

export function TrendCharts() {
  const { t, fault: say } = useTexts();
  const [range, setRange] = useState<Range>('24');
  const answer = useAnswer('getTrends', questions[range], useTick(POINT_MS));
  const points = answer?.ok ? answer.value.points : [];
  return (
    <Section
      title={t('monitor.trends')}
      text={t('monitor.trends.text')}
      actions={
        <SegmentedControl
          label={t('monitor.trends.range')}
          value={range}
          options={ranges.map((value) => ({ value, label: t(`monitor.trends.${value}`) }))}
          onValue={setRange}
        />
      }
    >
      {answer === null && <Spinner />}
      {answer && !answer.ok && (
        <Notice tone="danger" title={say(answer.fault).what}>
          {say(answer.fault).help}
        </Notice>
      )}
      {answer?.ok && points.length === 0 && <p className="text-muted">{t('monitor.trends.none')}</p>}
      {points.length > 0 && (
        <div className="grid grid-cols-[repeat(auto-fit,minmax(min(100%,11rem),1fr))] gap-x-6 gap-y-4">
          {shown.map(({ name, say: sayValue }) => (
            <TrendChart
              key={name}
              name={name}
              points={points}
              hours={questions[range].hours}
              sayValue={sayValue}
            />
          ))}
        </div>
      )}
    </Section>
  );
}

interface TrendChartProps {
  readonly name: TrendName;
  readonly points: readonly TrendPoint[];
  readonly hours: number;
  readonly sayValue: typeof msText;
}

function TrendChart({ name, points, hours, sayValue }: TrendChartProps) {
  const { t, language } = useTexts();
  const trend = useMemo(() => {
    // the right edge is the end of the newest minute: the clock of the desk, not of this window
    const until = (points.at(-1)?.at ?? 0) + 60_000;
    return trendLine(points, name, { until, hours, columns: COLUMNS });
  }, [points, name, hours]);
  const line = useMemo((): ChartLine => {
    const top = roundTop(trend.greatest ?? 1);
    return {
      count: COLUMNS,
      limit: null,
      x: (column) => column / (COLUMNS - 1),
      y: (column) => {
        const value = trend.columns[column] ?? null;
        return value === null ? null : value / top;
      },
      isBreak: () => false,
    };
  }, [trend]);
  if (trend.newest === null || trend.greatest === null) return null;
  const figures = {
    newest: sayValue(trend.newest, language),
    greatest: sayValue(trend.greatest, language),
  };
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <h3 className="text-sm text-muted">{t(`monitor.trend.${name}`)}</h3>
      <Chart label={t('monitor.trend.chart', { name: t(`monitor.trend.${name}`), ...figures })} line={line} />
      <p className="text-xs text-muted tabular-nums">{t('monitor.newest', figures)}</p>
    </div>
  );
}
