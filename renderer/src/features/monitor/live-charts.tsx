/** The last minute in four lines. The figures are React's; the lines are painted at the pace of the messages. */
import type { MonitorView } from '../../../../electron/contract/metrics.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { Section } from '../../ui/section.tsx';
import { Chart } from './chart.tsx';
import type { ChartLine } from './chart-painter.ts';
import { SPAN_MS, roundTop, seriesNames } from './live-series.ts';
import type { LiveSeries, SeriesName } from './live-series.ts';
import { megabytesText, msText, percentText } from './monitor-quantities.ts';

/** Longer without a message is a gap in the line. */
const GAP_MS = 2_000;

const looks: Readonly<
  Record<SeriesName, { readonly floor: number; readonly limit: number | null; readonly say: typeof msText }>
> = {
  load: { floor: 100, limit: 80, say: percentText },
  frame: { floor: 25, limit: 20, say: msText },
  memory: { floor: 100, limit: null, say: megabytesText },
  cpu: { floor: 100, limit: null, say: percentText },
};

function lineOf(series: LiveSeries, name: SeriesName, top: number): ChartLine {
  const { limit } = looks[name];
  return {
    count: series.length,
    limit: limit === null ? null : limit / top,
    x: (age) => 1 - (series.newestAt - series.atOf(age)) / SPAN_MS,
    y: (age) => (series.newestAt - series.atOf(age) > SPAN_MS ? null : series.valueOf(name, age) / top),
    isBreak: (age) => age > 0 && series.atOf(age - 1) - series.atOf(age) > GAP_MS,
  };
}

/** @param view the newest: what makes the charts new */
export function LiveCharts({ series, view }: { readonly series: LiveSeries; readonly view: MonitorView }) {
  const { t } = useTexts();
  return (
    <Section title={t('monitor.live')}>
      <div className="grid grid-cols-[repeat(auto-fit,minmax(min(100%,11rem),1fr))] gap-x-6 gap-y-4">
        {seriesNames.map((name) => (
          <LiveChart key={name} name={name} series={series} at={view.at} />
        ))}
      </div>
    </Section>
  );
}

interface LiveChartProps {
  readonly name: SeriesName;
  readonly series: LiveSeries;
  readonly at: number;
}

function LiveChart({ name, series }: LiveChartProps) {
  const { t, language } = useTexts();
  const { floor, say } = looks[name];
  const top = roundTop(series.greatest(name, floor));
  const now = say(series.valueOf(name, 0), language);
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <div className="flex flex-wrap items-baseline justify-between gap-x-3">
        <h3 className="text-sm text-muted">{t(`monitor.series.${name}`)}</h3>
        <span className="font-medium tabular-nums">{now}</span>
      </div>
      <Chart
        label={t('monitor.chart', { name: t(`monitor.series.${name}`), now })}
        line={lineOf(series, name, top)}
      />
      <p className="text-xs text-muted tabular-nums">
        {t('monitor.series.hint', { top: say(top, language) })}
      </p>
    </div>
  );
}
