/** What Parley warns of: what, since when, what helps, and whether the user wants to be told. */
import { memo } from 'react';
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
        alerts.map((alert) => (
          <Alert key={alert.code} {...alert} value={tenths(alert.value)} limit={tenths(alert.limit)} />
        ))
      )}
    </Section>
  );
}

/** As it is shown. */
const tenths = (figure: number) => Math.round(figure * 10) / 10;

// most say the same from one message to the next
const Alert = memo(AlertNotice);

function AlertNotice({ code, since, value, limit, unit, muted }: AlertView) {
  const { t, language } = useTexts();
  const call = useCall();
  return (
    <Notice
      tone={muted ? 'info' : 'warning'}
      title={t(`monitor.alert.${code}`, { value, limit, unit })}
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
