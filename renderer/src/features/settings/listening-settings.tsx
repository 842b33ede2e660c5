/** How speech is recognised and when a turn is taken to be over. */
import type { ModelView } from '../../../../electron/contract/desk-views.ts';
import { useDesk } from '../../store/desk-store.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { Button } from '../../ui/button.tsx';
import { Section } from '../../ui/section.tsx';
import { ChoiceRow } from './setting-rows.tsx';
import { useSave } from '../../store/use-save.ts';

const recognizers = ['whisper-tiny.en', 'whisper-base', 'sherpa-streaming'] as const;
const modes = ['hold', 'handsFree', 'wake'] as const;
const patience = ['fast', 'balanced', 'patient'] as const;

/** Languages of the recogniser by their own names in the language of the page; `auto` where it knows several. */
function languageOptions(languages: readonly string[], chosen: string, page: string, auto: string) {
  const names = new Intl.DisplayNames([page], { type: 'language' });
  const known = languages.includes(chosen) || chosen === 'auto' ? languages : [...languages, chosen];
  const listed = known
    .map((value) => ({ value, label: names.of(value) ?? value }))
    .sort((a, b) => a.label.localeCompare(b.label, page));
  return languages.length > 1 || chosen === 'auto' ? [{ value: 'auto', label: auto }, ...listed] : listed;
}

export function ListeningSettings({ models }: { readonly models: readonly ModelView[] }) {
  const { t, language: page } = useTexts();
  const settings = useDesk((state) => state.settings);
  const saving = useSave();
  const model = models.find(({ name }) => name === settings.recognizer);
  const isInstalled = (name: string) =>
    models.some((known) => known.name === name && known.state === 'installed');
  return (
    <Section title={t('settings.listening')}>
      <ChoiceRow
        path="talk.mode"
        label={t('talk.mode')}
        hint={t(`settings.mode.${settings.talk.mode}`)}
        saving={saving}
        value={settings.talk.mode}
        options={modes.map((value) => ({ value, label: t(`talk.mode.${value}`) }))}
      />
      <div className="flex flex-wrap items-center justify-between gap-3">
        <span>{t('settings.wake', { phrase: settings.wake.phrase })}</span>
        <Button onClick={() => (location.hash = '#/wake')}>{t('settings.wake.change')}</Button>
      </div>
      <ChoiceRow
        path="endpointing"
        label={t('settings.patience')}
        hint={t(`settings.patience.${settings.endpointing}Hint`)}
        saving={saving}
        value={settings.endpointing}
        options={patience.map((value) => ({ value, label: t(`settings.patience.${value}`) }))}
      />
      <ChoiceRow
        path="recognizer"
        label={t('settings.recognizer')}
        hint={t('settings.recognizer.hint')}
        saving={saving}
        value={settings.recognizer}
        options={recognizers.map((value) => ({
          value,
          label: isInstalled(value) ? value : `${value} ${t('settings.recognizer.absent')}`,
          isDisabled: !isInstalled(value) && value !== settings.recognizer,
        }))}
      />
      <ChoiceRow
        path="language"
        label={t('settings.language')}
        saving={saving}
        value={settings.language}
        options={languageOptions(
          model?.languages ?? ['en'],
          settings.language,
          page,
          t('settings.language.auto'),
        )}
      />
    </Section>
  );
}
