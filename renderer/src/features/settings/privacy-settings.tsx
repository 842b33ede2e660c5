/** What is kept, for how long, and whether anything may leave the machine. */
import { useDesk } from '../../store/desk-store.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { Field } from '../../ui/field.tsx';
import { Section } from '../../ui/section.tsx';
import { Switch } from '../../ui/switch.tsx';
import { useChoice } from '../../store/use-draft.ts';
import { NumberRow, SwitchRow } from './setting-rows.tsx';
import { useSave } from '../../store/use-save.ts';

export function PrivacySettings() {
  const { t } = useTexts();
  const settings = useDesk((state) => state.settings);
  const saving = useSave();
  const { history } = settings;
  const [isOffline, setOffline] = useChoice(settings.network === 'off', (off) =>
    saving.save(['network', off ? 'off' : 'allowed']),
  );
  const numbers = [
    ['history.maxAgeDays', history.maxAgeDays, 0, 36_500, t('settings.days'), history.keep],
    ['history.audioMaxAgeDays', history.audioMaxAgeDays, 1, 36_500, t('settings.days'), history.audioOnDisk],
    ['history.audioMaxMegabytes', history.audioMaxMegabytes, 1, 1_000_000, 'MB', history.audioOnDisk],
  ] as const;
  return (
    <Section title={t('settings.privacy')} text={t('settings.privacy.text')}>
      <Field
        layout="row"
        label={t('settings.network')}
        hint={isOffline ? t('settings.network.isOff') : t('settings.network.isOn')}
        error={saving.errorAt('network')}
      >
        {(field) => <Switch {...field} isOn={isOffline} onChange={setOffline} />}
      </Field>
      <SwitchRow
        path="history.keep"
        label={t('settings.history.keep')}
        hint={t('settings.history.keepHint')}
        saving={saving}
        isOn={history.keep}
      />
      <SwitchRow
        path="history.audioOnDisk"
        label={t('settings.history.audio')}
        hint={t('settings.history.audioHint')}
        saving={saving}
        isOn={history.audioOnDisk}
      />
      {numbers.map(([path, value, min, max, unit, isUsed]) => (
        <NumberRow
          key={path}
          path={path}
          label={t(`settings.${path}`)}
          hint={path === 'history.maxAgeDays' ? t('settings.history.forEver') : undefined}
          saving={saving}
          value={value}
          min={min}
          max={max}
          unit={unit}
          disabled={!isUsed}
        />
      ))}
    </Section>
  );
}
