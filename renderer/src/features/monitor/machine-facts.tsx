/** Where the models compute, what memory is held for, and the process all of it runs in. */
import type { MonitorView } from '../../../../electron/contract/metrics.ts';
import { NO_PARAMS, useAnswer } from '../../bridge/use-answer.ts';
import { useDesk } from '../../store/desk-store.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { classNames } from '../../ui/class-names.ts';
import { Section } from '../../ui/section.tsx';
import { FactList } from './fact-list.tsx';
import { FillBar } from './fill-bar.tsx';
import { durationText, megabytesText, msText, percentText } from './monitor-quantities.ts';

export function LaneList({ lanes }: Pick<MonitorView, 'lanes'>) {
  const { t, language } = useTexts();
  const number = (value: number) => value.toLocaleString(language);
  return (
    <Section title={t('monitor.lanes')} text={t('monitor.lanes.text')}>
      {lanes.length === 0 ? (
        <p className="text-muted">{t('monitor.lanes.none')}</p>
      ) : (
        <ul className="flex flex-col gap-3">
          {lanes.map((lane) => (
            <li
              key={lane.name}
              className="flex flex-wrap items-baseline gap-x-5 gap-y-0.5 text-sm tabular-nums"
            >
              <h3 className="min-w-0 flex-1 basis-48 text-base font-medium break-words @max-2xl:basis-full">
                {lane.name}
                <span
                  className={classNames(
                    'ml-3 text-sm font-normal',
                    lane.running ? 'text-accent-text' : 'text-muted',
                  )}
                >
                  {t(lane.running ? 'monitor.lane.running' : 'monitor.lane.idle')}
                </span>
              </h3>
              <LaneFact name={t('monitor.lane.waiting')} value={number(lane.waiting)} />
              <LaneFact name={t('monitor.lane.oldest')} value={msText(lane.oldest_wait_ms, language)} />
              <LaneFact name={t('monitor.lane.done')} value={number(lane.done)} />
              <LaneFact name={t('monitor.lane.cancelled')} value={number(lane.cancelled)} />
              <LaneFact name={t('monitor.lane.failed')} value={number(lane.failed)} />
              <LaneFact
                name={t('monitor.lane.compute')}
                value={durationText(lane.compute_ms / 1_000, language)}
              />
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function LaneFact({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <span className="min-w-[7.5rem]">
      <span className="block text-muted">{name}</span>
      <span className="block">{value}</span>
    </span>
  );
}

const parts = ['models', 'heap', 'external', 'sessions', 'buffers'] as const;

export function MemoryParts({ memory }: Pick<MonitorView, 'memory'>) {
  const { t, language } = useTexts();
  return (
    <Section title={t('monitor.memory')}>
      <p className="flex flex-wrap justify-between gap-x-4">
        <span>{t('monitor.memory.rss')}</span>
        <span className="font-medium tabular-nums">{megabytesText(memory.rss, language)}</span>
      </p>
      <ul className="grid grid-cols-[repeat(auto-fit,minmax(min(100%,8rem),1fr))] gap-x-6 gap-y-3">
        {parts.map((part) => (
          <li key={part} className="flex min-w-0 flex-col gap-1.5">
            <span className="flex flex-wrap items-baseline justify-between gap-x-2">
              <span className="text-sm text-muted">{t(`monitor.memory.${part}`)}</span>
              <span className="tabular-nums">{megabytesText(memory[part], language)}</span>
            </span>
            <FillBar fill={memory.rss > 0 ? Math.min(0.79, memory[part] / memory.rss) : 0} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

export function ProcessFacts({ view }: { readonly view: MonitorView }) {
  const { t, plural, language } = useTexts();
  const { host, pid } = useDesk((state) => state.about);
  const settings = useDesk((state) => state.settings);
  const modelsVersion = useDesk((state) => state.modelsVersion);
  const devicesVersion = useDesk((state) => state.devicesVersion);
  const models = useAnswer('listModels', NO_PARAMS, modelsVersion);
  const devices = useAnswer('listDevices', NO_PARAMS, devicesVersion);
  const used = models?.ok ? models.value.models.filter(({ inUse }) => inUse).map(({ name }) => name) : [];
  const deviceOf = (kind: 'microphones' | 'speakers', chosen: string) =>
    chosen ||
    (devices?.ok ? devices.value[kind].find(({ isDefault }) => isDefault)?.name : undefined) ||
    t('monitor.none');
  const { resourceOptimization: done, performanceMonitor: pace } = view.status;
  return (
    <>
      <Section title={t('monitor.machine')}>
        <FactList
          facts={[
            [t('monitor.host'), t(`monitor.host.${host}`)],
            [t('monitor.pid'), String(pid)],
            [t('monitor.uptime'), durationText(view.uptime_s, language)],
            [t('monitor.cpu'), percentText(view.cpu, language)],
            [t('monitor.loop'), msText(view.loopDelay.max, language)],
            [t('monitor.throughput'), (Math.round(pace.throughput * 10) / 10).toLocaleString(language)],
            [t('monitor.errorRate'), percentText(pace.errorRate, language)],
            [t('monitor.microphone'), deviceOf('microphones', settings.microphone)],
            [t('monitor.speaker'), deviceOf('speakers', settings.speaker)],
            [t('monitor.inUse'), used.join(', ') || t('monitor.none')],
          ]}
        />
      </Section>
      <Section title={t('monitor.totals')}>
        <FactList
          facts={[
            [t('monitor.total.gc'), plural('monitor.times', done.gcTriggered)],
            [t('monitor.total.sessions'), plural('monitor.times', done.sessionsCleanedUp)],
            [t('monitor.total.memory'), plural('monitor.times', done.memoryOptimizations)],
            [t('monitor.total.pressure'), plural('monitor.times', done.backpressureEvents)],
          ]}
        />
      </Section>
    </>
  );
}
