/** All settings on one page; each applies at once and says beside itself when it cannot. */
import { useDesk } from '../../store/desk-store.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { Page } from '../../ui/section.tsx';
import { AppearanceSettings } from './appearance-settings.tsx';
import { DictationSettings } from './dictation-settings.tsx';
import { LanguageModelSettings } from './language-model-settings.tsx';
import { ListeningSettings } from './listening-settings.tsx';
import { PrivacySettings } from './privacy-settings.tsx';
import { SoundSettings } from './sound-settings.tsx';
import { SystemSettings } from './system-settings.tsx';
import { NO_PARAMS, useAnswer } from '../../bridge/use-answer.ts';
import { VoiceSettings } from './voice-settings.tsx';

export function SettingsPage() {
  const { t } = useTexts();
  const modelsVersion = useDesk((state) => state.modelsVersion);
  const answer = useAnswer('listModels', NO_PARAMS, modelsVersion);
  const models = answer?.ok ? answer.value.models : [];
  return (
    <Page title={t('page.settings')} text={t('settings.text')}>
      <SoundSettings />
      <ListeningSettings models={models} />
      <VoiceSettings models={models} />
      <LanguageModelSettings />
      <DictationSettings />
      <PrivacySettings />
      <AppearanceSettings />
      <SystemSettings />
    </Page>
  );
}
