/** Measures which recogniser suits this machine, and offers to use it. */
import { useState } from 'react';
import type { MachineReport } from '../../../../electron/contract/desk-views.ts';
import type { Fault } from '../../../../electron/contract/errors.ts';
import { useBridge } from '../../bridge/use-bridge.ts';
import { useDesk } from '../../store/desk-store.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { Section } from '../../ui/section.tsx';
import { useSave } from '../../store/use-save.ts';

export function MachineCheck() {
  const bridge = useBridge();
  const { t, fault: say } = useTexts();
  const measuring = useDesk((state) => state.measuring);
  const recognizer = useDesk((state) => state.settings.recognizer);
  const { save } = useSave();
  const [isRunning, setRunning] = useState(false);
  const [report, setReport] = useState<MachineReport | null>(null);
  const [fault, setFault] = useState<Fault | null>(null);

  async function measure(): Promise<void> {
    setRunning(true);
    const measured = await bridge.call('measureMachine', {});
    setRunning(false);
    setReport(measured.ok ? measured.value : null);
    setFault(measured.ok ? null : measured.fault);
  }
  return (
    <Section title={t('models.machine')} text={t('models.machine.text')}>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <span className="text-muted">{isRunning ? t('models.measuring') : t('models.measure.hint')}</span>
        <Button isBusy={isRunning} onClick={() => void measure()}>
          {t('models.measure')}
        </Button>
      </div>
      {isRunning && (
        <ProgressBar
          label={t('models.measuring')}
          value={measuring ? measuring.done : null}
          max={measuring?.total ?? 1}
        />
      )}
      {report?.recognizers.map(({ name, rtf, processing_ms: ms, fits }) => (
        <div key={name} className="flex flex-wrap items-baseline justify-between gap-3">
          <span>{name}</span>
          <span className="text-sm text-muted tabular-nums">
            {t(fits ? 'models.measured.fits' : 'models.measured.slow', {
              ms: Math.round(ms),
              share: Math.round(rtf * 100),
            })}
          </span>
        </div>
      ))}
      {report && report.best === recognizer && (
        <Notice tone="good" title={t('models.best.isUsed', { name: report.best })} />
      )}
      {report && report.best !== recognizer && (
        <Notice
          title={t('models.best', { name: report.best })}
          action={
            <Button size="small" kind="primary" onClick={() => void save(['recognizer', report.best])}>
              {t('models.best.use')}
            </Button>
          }
        />
      )}
      {fault && (
        <Notice tone="danger" title={say(fault).what}>
          {say(fault).help}
        </Notice>
      )}
    </Section>
  );
}
