/** Global shortcuts and dictation into other programs. */
import { useState } from 'react';
import { useDesk } from '../../store/desk-store.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { Field } from '../../ui/field.tsx';
import { Section } from '../../ui/section.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { ChoiceRow, SwitchRow } from './setting-rows.tsx';
import { ShortcutRow } from './shortcut-row.tsx';
import type { ShortcutPath } from './shortcut-row.tsx';
import { useSave } from '../../store/use-save.ts';
import { useTextDraft } from '../../store/use-text-draft.ts';

/** Words as a line with commas: what is typed stays as it is until it is left. */
function WordsRow() {
  const { t } = useTexts();
  const words = useDesk((state) => state.settings.dictation.words);
  const saving = useSave();
  const error = saving.errorAt('dictation.words');
  const draft = useTextDraft(
    words.join(', '),
    (text) => {
      const next = text.split(',').map((word) => word.trim());
      return saving.save(['dictation.words', next.filter((word) => word !== '')]);
    },
    error !== null,
  );
  return (
    <Field label={t('settings.dictation.words')} hint={t('settings.dictation.wordsHint')} error={error}>
      {(field) => <TextInput {...field} {...draft} />}
    </Field>
  );
}

export function DictationSettings() {
  const { t } = useTexts();
  const settings = useDesk((state) => state.settings);
  const desktop = useDesk((state) => state.desktop);
  const saving = useSave();
  const isApp = desktop !== null && desktop.platform !== 'browser';
  const [recorded, setRecorded] = useState<ShortcutPath | null>(null);
  const outputs = ['paste', 'clipboard'] as const;
  return (
    <Section title={t('settings.shortcuts')} text={t('settings.shortcuts.text')}>
      <ShortcutRow
        label={t('settings.shortcut.talk')}
        path="shortcuts.talk"
        accelerator={settings.shortcuts.talk}
        state={isApp ? desktop.shortcuts.talk : null}
        saving={saving}
        recorded={recorded}
        onRecord={setRecorded}
      />
      <ShortcutRow
        label={t('settings.shortcut.dictate')}
        path="shortcuts.dictate"
        accelerator={settings.shortcuts.dictate}
        state={isApp ? desktop.shortcuts.dictate : null}
        saving={saving}
        recorded={recorded}
        onRecord={setRecorded}
      />
      <ChoiceRow
        path="dictation.output"
        label={t('settings.dictation.output')}
        hint={isApp ? t(`settings.dictation.${desktop.paste}`) : undefined}
        saving={saving}
        value={settings.dictation.output}
        options={outputs.map((value) => ({ value, label: t(`settings.dictation.output.${value}`) }))}
      />
      <SwitchRow
        path="dictation.removeFillers"
        label={t('settings.dictation.fillers')}
        hint={t('settings.dictation.fillersHint')}
        saving={saving}
        isOn={settings.dictation.removeFillers}
      />
      <WordsRow />
    </Section>
  );
}
