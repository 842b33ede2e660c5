/** How much Parley may take of the machine, and what it tells about that. */
import { useDesk } from '../../store/desk-store.ts';
import { useSave } from '../../store/use-save.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { Section } from '../../ui/section.tsx';
import { NotificationPermission } from './notification-permission.tsx';
import { NumberRow, SwitchRow } from './setting-rows.tsx';

export function LimitsSettings() {
  const { t } = useTexts();
  const { pipeline, monitor } = useDesk((state) => state.settings);
  const saving = useSave();
  const minutes = t('settings.minutes');
  // the bounds are those of contract/settings.ts
  const limits = [
    [
      'pipeline.memoryLimitMegabytes',
      pipeline.memoryLimitMegabytes,
      50,
      65_536,
      'MB',
      t('settings.pipeline.memoryHint'),
    ],
    [
      'pipeline.releaseModelsMinutes',
      pipeline.releaseModelsMinutes,
      0,
      1_440,
      minutes,
      t('settings.pipeline.releaseHint'),
    ],
    ['pipeline.maxSessions', pipeline.maxSessions, 1, 100, '', t('settings.pipeline.sessionsHint')],
    ['pipeline.maxSessionMinutes', pipeline.maxSessionMinutes, 1, 1_440, minutes, undefined],
    ['pipeline.idleMinutes', pipeline.idleMinutes, 1, 1_440, minutes, undefined],
  ] as const;
  return (
    <Section title={t('settings.limits')} text={t('settings.limits.text')}>
      {limits.map(([path, value, min, max, unit, hint]) => (
        <NumberRow
          key={path}
          path={path}
          label={t(`settings.${path}`)}
          hint={hint}
          saving={saving}
          value={value}
          min={min}
          max={max}
          unit={unit}
        />
      ))}
      <SwitchRow
        path="monitor.notifications"
        label={t('settings.monitor.notifications')}
        hint={t('settings.monitor.notificationsHint')}
        saving={saving}
        isOn={monitor.notifications}
      />
      {monitor.notifications && <NotificationPermission />}
      <SwitchRow
        path="monitor.metricsLog"
        label={t('settings.monitor.metricsLog')}
        hint={t('settings.monitor.metricsLogHint')}
        saving={saving}
        isOn={monitor.metricsLog}
      />
    </Section>
  );
}
