/** The voice that answers, and how it is interrupted. */
import type { ModelView } from '../../../../electron/contract/desk-views.ts';
import { useDesk } from '../../store/desk-store.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { Section } from '../../ui/section.tsx';
import { ChoiceRow, SliderRow, SwitchRow } from './setting-rows.tsx';
import { useSave } from '../../store/use-save.ts';

const percent = (value: number) => `${Math.round(value * 100)} %`;

export function VoiceSettings({ models }: { readonly models: readonly ModelView[] }) {
  const { t } = useTexts();
  const settings = useDesk((state) => state.settings);
  const saving = useSave();
  const voices = models
    .filter(({ kind, state }) => kind === 'tts' && state === 'installed')
    .map(({ name }) => ({ value: name, label: name }));
  const isListed = voices.some(({ value }) => value === settings.voice);
  return (
    <Section title={t('settings.voice')}>
      <ChoiceRow
        path="voice"
        label={t('settings.voice.which')}
        saving={saving}
        value={settings.voice}
        options={isListed ? voices : [...voices, { value: settings.voice, label: settings.voice }]}
      />
      <SliderRow
        path="speechRate"
        label={t('settings.voice.rate')}
        saving={saving}
        value={settings.speechRate}
        min={0.5}
        max={2}
        step={0.05}
        format={percent}
      />
      <SliderRow
        path="volume"
        label={t('settings.voice.volume')}
        saving={saving}
        value={settings.volume}
        min={0}
        max={1}
        step={0.05}
        format={percent}
      />
      <SwitchRow
        path="interruptible"
        label={t('settings.voice.interruptible')}
        hint={t('settings.voice.interruptibleHint')}
        saving={saving}
        isOn={settings.interruptible}
      />
    </Section>
  );
}
