/** All settings on one page; each applies at once and says beside itself when it cannot. `part` scrolls to one group. */
import { useEffect } from 'react';
import { useDesk } from '../../store/desk-store.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { Page } from '../../ui/section.tsx';
import { AppearanceSettings } from './appearance-settings.tsx';
import { DictationSettings } from './dictation-settings.tsx';
import { LanguageModelSettings } from './language-model-settings.tsx';
import { LimitsSettings } from './limits-settings.tsx';
import { ListeningSettings } from './listening-settings.tsx';
import { PrivacySettings } from './privacy-settings.tsx';
import { SoundSettings } from './sound-settings.tsx';
import { SystemSettings } from './system-settings.tsx';
import { NO_PARAMS, useAnswer } from '../../bridge/use-answer.ts';
import { VoiceSettings } from './voice-settings.tsx';

export function SettingsPage({ part }: { readonly part: string }) {
  const { t } = useTexts();
  const modelsVersion = useDesk((state) => state.modelsVersion);
  const answer = useAnswer('listModels', NO_PARAMS, modelsVersion);
  const models = answer?.ok ? answer.value.models : [];
  useEffect(() => {
    if (part === '') return;
    const group = document.getElementById(`settings-${part}`);
    group?.scrollIntoView();
    group?.focus();
  }, [part]);
  return (
    <Page title={t('page.settings')} text={t('settings.text')}>
      <div id="settings-sound" tabIndex={-1} className="outline-none">
        <SoundSettings />
      </div>
      <div id="settings-listening" tabIndex={-1} className="outline-none">
        <ListeningSettings models={models} />
      </div>
      <div id="settings-voice" tabIndex={-1} className="outline-none">
        <VoiceSettings models={models} />
      </div>
      <div id="settings-language-model" tabIndex={-1} className="outline-none">
        <LanguageModelSettings />
      </div>
      <div id="settings-shortcuts" tabIndex={-1} className="outline-none">
        <DictationSettings />
      </div>
      <div id="settings-privacy" tabIndex={-1} className="outline-none">
        <PrivacySettings />
      </div>
      <div id="settings-appearance" tabIndex={-1} className="outline-none">
        <AppearanceSettings />
      </div>
      <div id="settings-limits" tabIndex={-1} className="outline-none">
        <LimitsSettings />
      </div>
      <div id="settings-system" tabIndex={-1} className="outline-none">
        <SystemSettings />
      </div>
    </Page>
  );
}
