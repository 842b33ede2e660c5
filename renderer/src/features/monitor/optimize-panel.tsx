/** Frees what can be freed, on request, and tells what that brought. */
import { useState } from 'react';
import type { OptimizeReport, OptimizeRequest } from '../../../../electron/contract/metrics.ts';
import { useCall } from '../../bridge/use-call.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Section } from '../../ui/section.tsx';
import { megabytesText } from './monitor-quantities.ts';

const wishes = ['triggerGC', 'cleanupSessions', 'optimizeBuffers'] as const;
const none: OptimizeRequest = { triggerGC: false, cleanupSessions: false, optimizeBuffers: false };
const all: OptimizeRequest = { triggerGC: true, cleanupSessions: true, optimizeBuffers: true };

export function OptimizePanel() {
  const { t } = useTexts();
  const call = useCall();
  const [isBusy, setBusy] = useState(false);
  const [done, setDone] = useState<{
    readonly wanted: OptimizeRequest;
    readonly report: OptimizeReport;
  } | null>(null);

  async function optimize(wanted: OptimizeRequest): Promise<void> {
    setBusy(true);
    const answer = await call('optimize', wanted);
    setBusy(false);
    if (answer) setDone({ wanted, report: answer.value });
  }
  return (
    <Section title={t('monitor.optimize')} text={t('monitor.optimize.text')}>
      <div className="flex flex-wrap gap-2">
        {wishes.map((wish) => (
          <Button
            key={wish}
            className="max-w-full shrink"
            isBusy={isBusy}
            onClick={() => void optimize({ ...none, [wish]: true })}
          >
            {t(`monitor.optimize.${wish}`)}
          </Button>
        ))}
        <Button isBusy={isBusy} onClick={() => void optimize(all)}>
          {t('monitor.optimize.all')}
        </Button>
      </div>
      {/* there before it is filled, so that what comes is read out */}
      <div role="status" className="empty:hidden">
        {done && <Report {...done} />}
      </div>
    </Section>
  );
}

function Report({ wanted, report }: { readonly wanted: OptimizeRequest; readonly report: OptimizeReport }) {
  const { t, plural, language } = useTexts();
  const { memoryBefore, memoryAfter, gcTriggered, sessionsClosed, buffersTrimmed, modelsReleased } = report;
  const lines = [
    ...(wanted.cleanupSessions ? [plural('monitor.report.sessions', sessionsClosed)] : []),
    ...(wanted.optimizeBuffers ? [plural('monitor.report.buffers', buffersTrimmed)] : []),
    ...(modelsReleased.length > 0 ? [t('monitor.report.models', { names: modelsReleased.join(', ') })] : []),
    ...(wanted.triggerGC && !gcTriggered ? [t('monitor.report.noGC')] : []),
  ];
  const title = t('monitor.report', {
    before: megabytesText(memoryBefore, language),
    after: megabytesText(memoryAfter, language),
  });
  return (
    <Notice tone="good" title={title}>
      {lines.length > 0 && lines.join(' ')}
    </Notice>
  );
}
