/** What Parley warns of: what, since when, what helps, and whether the user wants to be told. */
import type { AlertView } from '../../../../electron/contract/metrics.ts';
import { useCall } from '../../bridge/use-call.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Section } from '../../ui/section.tsx';
import { clockText } from './clock-text.ts';

export function AlertList({ alerts }: { readonly alerts: readonly AlertView[] }) {
  const { t } = useTexts();
  return (
    <Section title={t('monitor.alerts')} isBare>
      {alerts.length === 0 ? (
        <p className="text-muted">{t('monitor.alerts.none')}</p>
      ) : (
        alerts.map((alert) => <Alert key={alert.code} alert={alert} />)
      )}
    </Section>
  );
}

function Alert({ alert: { code, since, value, limit, unit, muted } }: { readonly alert: AlertView }) {
  const { t, language } = useTexts();
  const call = useCall();
  const round = (figure: number) => Math.round(figure * 10) / 10;
  return (
    <Notice
      tone={muted ? 'info' : 'warning'}
      title={t(`monitor.alert.${code}`, { value: round(value), limit: round(limit), unit })}
      action={
        <Button size="small" onClick={() => void call('muteAlert', { code, muted: !muted })}>
          {t(muted ? 'monitor.alert.unmute' : 'monitor.alert.mute')}
        </Button>
      }
    >
      <p>{t(`monitor.alert.${code}.help`)}</p>
      <p>
        {t('monitor.since', { time: clockText(since, language) })}
        {muted && ` · ${t('monitor.alert.muted')}`}
      </p>
    </Notice>
  );
}
