/** The monitor: everything Parley measures about itself, live, with what can be done about it. */
import { ClipboardCopy, Download, Pause, Play } from 'lucide-react';
import { memo, useCallback, useState } from 'react';
import type { MonitorView } from '../../../../electron/contract/metrics.ts';
import { useBridge } from '../../bridge/use-bridge.ts';
import { useCall, valueOrToast } from '../../bridge/use-call.ts';
import { currentTexts, useTexts } from '../../texts/use-texts.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Page } from '../../ui/section.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { showToast } from '../../ui/toast-store.ts';
import { AlertList } from './alert-list.tsx';
import { HealthSummary } from './health-summary.tsx';
import { LiveCharts } from './live-charts.tsx';
import { createLiveSeries } from './live-series.ts';
import type { LiveSeries } from './live-series.ts';
import { LaneList, MemoryParts, ProcessFacts } from './machine-facts.tsx';
import { OptimizePanel } from './optimize-panel.tsx';
import { PipelineMap } from './pipeline-map.tsx';
import { SessionList } from './session-list.tsx';
import { TrendCharts } from './trend-charts.tsx';
import { createLoadMeter } from './stage-loads.ts';
import { TurnTimeline } from './turn-timeline.tsx';
import type { TurnTimelineProps } from './turn-timeline.tsx';
import { useMonitor } from './use-monitor.ts';
import { WhileSeen } from './while-seen.tsx';

// drawn anew when what they are given has changed: a message is none of their business
const Trends = memo(TrendCharts);
const Optimize = memo(OptimizePanel);
const Timeline = memo(TurnTimeline);
const Alerts = memo(AlertList);
const Pipeline = memo(PipelineMap);
const Charts = memo(LiveCharts);
const Sessions = memo(SessionList);
const Lanes = memo(LaneList);
const Memory = memo(MemoryParts);
const Facts = memo(ProcessFacts);

export function MonitorBoard({ chartOf, trace }: TurnTimelineProps) {
  const { t, fault: say } = useTexts();
  const [isPaused, setPaused] = useState(false);
  const [series] = useState(() => createLiveSeries());
  const [meter] = useState(() => createLoadMeter());
  const feed = useCallback(
    (view: MonitorView) => {
      series.push(view);
      meter.push(view);
    },
    [series, meter],
  );
  const { views, fault } = useMonitor(isPaused, feed);
  return (
    <Page
      isWide
      title={t('page.monitor')}
      text={t('monitor.text')}
      actions={
        <MonitorActions
          view={views?.view ?? null}
          series={series}
          isPaused={isPaused}
          onPause={() => setPaused(!isPaused)}
        />
      }
    >
      {fault && (
        <Notice tone="danger" title={say(fault).what}>
          {say(fault).help}
        </Notice>
      )}
      {!views && !fault && (
        <p className="flex items-center gap-2 text-muted">
          <Spinner />
          {t('monitor.loading')}
        </p>
      )}
      {views && (
        <>
          <HealthSummary view={views.view} />
          <Alerts alerts={views.view.alerts} />
          <WhileSeen now={views.view} seldom={views.seldom}>
            {(view) => <Pipeline view={view} meter={meter} />}
          </WhileSeen>
          <WhileSeen now={views.second} seldom={views.seldom}>
            {(view) => <Charts series={series} view={view} />}
          </WhileSeen>
          <WhileSeen now={views.second} seldom={views.seldom}>
            {({ sessions }) => <Sessions sessions={sessions} />}
          </WhileSeen>
        </>
      )}
      <Timeline chartOf={chartOf} trace={trace} isPaused={isPaused} />
      {views && (
        <>
          <WhileSeen now={views.second} seldom={views.seldom}>
            {({ lanes }) => <Lanes lanes={lanes} />}
          </WhileSeen>
          <WhileSeen now={views.second} seldom={views.seldom}>
            {({ memory }) => <Memory memory={memory} />}
          </WhileSeen>
        </>
      )}
      <Optimize />
      <Trends />
      {views && (
        <WhileSeen now={views.second} seldom={views.seldom}>
          {(view) => <Facts view={view} />}
        </WhileSeen>
      )}
    </Page>
  );
}

interface MonitorActionsProps {
  readonly view: MonitorView | null;
  readonly series: LiveSeries;
  readonly isPaused: boolean;
  readonly onPause: () => void;
}

function MonitorActions({ view, series, isPaused, onPause }: MonitorActionsProps) {
  const { t } = useTexts();
  const bridge = useBridge();
  const call = useCall();

  async function save(): Promise<void> {
    if (!view) return;
    const fileName = `parley-monitor-${new Date(view.at).toISOString().slice(0, 19).replaceAll(':', '-')}.json`;
    const content = JSON.stringify({ view, lastMinute: series.toRows() }, null, 2);
    const saved = valueOrToast(await bridge.desktop('saveFile', { fileName, encoding: 'text', content }));
    if (saved?.value.saved) showToast({ tone: 'good', title: currentTexts().t('monitor.exported') });
  }
  async function copy(): Promise<void> {
    const answer = await call('copyDiagnostics', {});
    if (!answer) return;
    const copied = valueOrToast(await bridge.desktop('copyText', { text: answer.value.text }));
    if (copied) showToast({ tone: 'good', title: currentTexts().t('monitor.copied') });
  }
  return (
    <div className="flex flex-wrap gap-2">
      <Button icon={isPaused ? <Play aria-hidden /> : <Pause aria-hidden />} onClick={onPause}>
        {t(isPaused ? 'monitor.resume' : 'monitor.pause')}
      </Button>
      <Button icon={<Download aria-hidden />} disabled={!view} onClick={() => void save()}>
        {t('monitor.export')}
      </Button>
      <Button icon={<ClipboardCopy aria-hidden />} onClick={() => void copy()}>
        {t('monitor.copy')}
      </Button>
    </div>
  );
}
