/** How Parley looks and speaks of things. */
import { useDesk } from '../../store/desk-store.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { Section } from '../../ui/section.tsx';
import { ChoiceRow, SliderRow, SwitchRow } from './setting-rows.tsx';
import { useSave } from '../../store/use-save.ts';

export function AppearanceSettings() {
  const { t } = useTexts();
  const settings = useDesk((state) => state.settings);
  const saving = useSave();
  const { appearance } = settings;
  const themes = ['system', 'light', 'dark', 'contrast'] as const;
  return (
    <Section title={t('settings.appearance')}>
      <ChoiceRow
        path="appearance.theme"
        label={t('settings.theme')}
        saving={saving}
        value={appearance.theme}
        options={themes.map((value) => ({ value, label: t(`settings.theme.${value}`) }))}
      />
      <SliderRow
        path="appearance.textScale"
        label={t('settings.textScale')}
        saving={saving}
        value={appearance.textScale}
        min={0.8}
        max={2}
        step={0.1}
        format={(value) => `${Math.round(value * 100)} %`}
      />
      <ChoiceRow
        path="appearance.language"
        label={t('settings.uiLanguage')}
        saving={saving}
        value={appearance.language}
        options={[
          { value: 'system', label: t('settings.uiLanguage.system') },
          { value: 'en', label: 'English' },
          { value: 'de', label: 'Deutsch' },
        ]}
      />
      <ChoiceRow
        path="units"
        label={t('settings.units')}
        saving={saving}
        value={settings.units}
        options={[
          { value: 'metric', label: t('settings.units.metric') },
          { value: 'imperial', label: t('settings.units.imperial') },
        ]}
      />
      <ChoiceRow
        path="hourCycle"
        label={t('settings.hourCycle')}
        saving={saving}
        value={settings.hourCycle}
        options={[
          { value: 'h12', label: t('settings.hourCycle.h12') },
          { value: 'h24', label: t('settings.hourCycle.h24') },
        ]}
      />
      <SwitchRow
        path="appearance.overlay"
        label={t('settings.overlay')}
        hint={t('settings.overlay.hint')}
        saving={saving}
        isOn={appearance.overlay}
      />
    </Section>
  );
}
