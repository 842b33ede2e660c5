/** The wake phrase: what it is, how strict, and a trial that counts what was heard and answers nothing. */
import { useEffect, useState } from 'react';
import { useBridge } from '../../bridge/use-bridge.ts';
import { forgetWakeTrial, useDesk } from '../../store/desk-store.ts';
import { useDraft } from '../../store/use-draft.ts';
import { useSave } from '../../store/use-save.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { NumberInput } from '../../ui/number-input.tsx';
import { Page, Section } from '../../ui/section.tsx';
import { Slider } from '../../ui/slider.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { WakeTrialView } from './wake-trial-view.tsx';

export function WakePage() {
  const bridge = useBridge();
  const { t } = useTexts();
  const wake = useDesk((state) => state.settings.wake);
  const mode = useDesk((state) => state.settings.talk.mode);
  const { save, errorAt } = useSave();
  const [phrase, setPhrase] = useState<string | null>(null);
  const sensitivity = useDraft(wake.sensitivity, (value) => save(['wake.sensitivity', value]));
  const [isTrying, setTrying] = useState(false);

  useEffect(() => {
    if (!isTrying) return;
    forgetWakeTrial();
    void bridge.call('startWakeTrial', {});
    return () => void bridge.call('stopWakeTrial', {});
  }, [isTrying, bridge]);

  function savePhrase(): void {
    if (phrase === null || phrase.trim() === wake.phrase) return setPhrase(null);
    void save(['wake.phrase', phrase.trim()]).then((saved) => saved && setPhrase(null));
  }
  return (
    <Page title={t('page.wake')} text={t('wake.text')}>
      <Section title={t('wake.setting')}>
        <Field label={t('wake.phrase')} hint={t('wake.phraseHint')} error={errorAt('wake.phrase')}>
          {(field) => (
            <TextInput
              {...field}
              value={phrase ?? wake.phrase}
              maxLength={60}
              onValue={setPhrase}
              onBlur={savePhrase}
              onKeyDown={(event) => event.key === 'Enter' && savePhrase()}
            />
          )}
        </Field>
        <Field
          layout="row"
          label={t('wake.sensitivity')}
          hint={t('wake.sensitivityHint')}
          error={errorAt('wake.sensitivity')}
        >
          {() => (
            <Slider
              label={t('wake.sensitivity')}
              {...sensitivity}
              min={0}
              max={1}
              step={0.05}
              format={(value) => `${Math.round(value * 100)} %`}
            />
          )}
        </Field>
        <Field
          layout="row"
          label={t('wake.followUp')}
          hint={t('wake.followUpHint')}
          error={errorAt('wake.followUpSeconds')}
        >
          {(field) => (
            <NumberInput
              {...field}
              value={wake.followUpSeconds}
              min={0}
              max={60}
              unit={t('wake.seconds')}
              onValue={(value) => void save(['wake.followUpSeconds', value])}
            />
          )}
        </Field>
        {mode !== 'wake' && (
          <div className="flex flex-wrap items-center justify-between gap-3">
            <span className="text-muted">{t('wake.isOff')}</span>
            <Button onClick={() => void save(['talk.mode', 'wake'])}>{t('wake.turnOn')}</Button>
          </div>
        )}
      </Section>
      <Section title={t('wake.try')} text={t('wake.tryText', { phrase: wake.phrase })}>
        <WakeTrialView isTrying={isTrying} onChange={setTrying} />
      </Section>
    </Page>
  );
}
