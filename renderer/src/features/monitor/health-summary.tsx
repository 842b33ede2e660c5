/** How Parley is in one word, what it holds back and why in one sentence, and what the load is made of. */
import { CircleCheck, CircleX, OctagonAlert, TriangleAlert } from 'lucide-react';
import { loadParts } from '../../../../electron/contract/metrics.ts';
import type { Health, MonitorView, PressureView } from '../../../../electron/contract/metrics.ts';
import type { Texts } from '../../texts/use-texts.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { classNames } from '../../ui/class-names.ts';
import { Section } from '../../ui/section.tsx';
import { FillBar } from './fill-bar.tsx';
import { percentText } from './monitor-quantities.ts';
import { clockText } from './clock-text.ts';

const looks = {
  healthy: { icon: CircleCheck, ink: 'text-accent-text' },
  stressed: { icon: TriangleAlert, ink: 'text-thinking' },
  overloaded: { icon: OctagonAlert, ink: 'text-danger' },
  failed: { icon: CircleX, ink: 'text-danger' },
} as const satisfies Record<Health, unknown>;

function stepText({ t, language }: Texts, { step, reason, parts }: PressureView): string {
  const why =
    reason === null
      ? t('monitor.reason.unknown')
      : t(`monitor.reason.${reason}`, { percent: percentText(parts[reason] * 100, language) });
  return t(`monitor.step.${step}`, { reason: why });
}

export function HealthSummary({ view }: { readonly view: MonitorView }) {
  const texts = useTexts();
  const { t, language } = texts;
  const { health } = view.status.pipelineState;
  const { icon: Icon, ink } = looks[health];
  const { pressure } = view;
  return (
    <Section title={t('monitor.load')}>
      <div className="flex flex-wrap items-start gap-x-6 gap-y-2" data-step={pressure.step}>
        <p className={classNames('flex items-center gap-2 text-lg font-semibold', ink)}>
          <Icon aria-hidden className="size-[1.25em] shrink-0" />
          {t(`monitor.health.${health}`)}
        </p>
        <p className="min-w-0 flex-1 basis-64 pt-0.5">
          {stepText(texts, pressure)}
          {pressure.step !== 'none' && (
            <span className="block text-sm text-muted">
              {t('monitor.since', { time: clockText(pressure.since, language) })}
            </span>
          )}
        </p>
      </div>
      <ul className="grid grid-cols-[repeat(auto-fit,minmax(min(100%,10rem),1fr))] gap-x-6 gap-y-3">
        {loadParts.map((part) => (
          <li key={part} className="flex min-w-0 flex-col gap-1.5">
            <span className="flex flex-wrap items-baseline justify-between gap-x-2">
              <span className="text-sm text-muted">{t(`monitor.part.${part}`)}</span>
              <span className="tabular-nums">{percentText(pressure.parts[part] * 100, language)}</span>
            </span>
            <FillBar fill={pressure.parts[part]} />
          </li>
        ))}
      </ul>
    </Section>
  );
}
