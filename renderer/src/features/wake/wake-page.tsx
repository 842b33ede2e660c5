/** The wake phrase: what it is, how strict, and a trial that counts what was heard and answers nothing. */
import { useEffect, useState } from 'react';
import { useBridge } from '../../bridge/use-bridge.ts';
import { useCall } from '../../bridge/use-call.ts';
import { forgetWakeTrial, useDesk } from '../../store/desk-store.ts';
import { useChoice, useDraft } from '../../store/use-draft.ts';
import { useSave } from '../../store/use-save.ts';
import { useTextDraft } from '../../store/use-text-draft.ts';
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
  const call = useCall();
  const { t } = useTexts();
  const wake = useDesk((state) => state.settings.wake);
  const mode = useDesk((state) => state.settings.talk.mode);
  const { save, errorAt } = useSave();
  const phraseError = errorAt('wake.phrase');
  const phrase = useTextDraft(
    wake.phrase,
    (text) => save(['wake.phrase', text.trim()]),
    phraseError !== null,
  );
  const [followUp, chooseFollowUp] = useChoice(wake.followUpSeconds, (value) =>
    save(['wake.followUpSeconds', value]),
  );
  const sensitivity = useDraft(wake.sensitivity, (value) => save(['wake.sensitivity', value]));
  const [isTrying, setTrying] = useState(false);

  useEffect(() => {
    if (!isTrying) return;
    forgetWakeTrial();
    // a trial is the line's: with a new one it begins again
    const stop = bridge.onLine((line) => {
      if (line === 'connected') void call('startWakeTrial', {});
    });
    return () => {
      stop();
      void bridge.call('stopWakeTrial', {});
    };
  }, [isTrying, bridge, call]);

  return (
    <Page title={t('page.wake')} text={t('wake.text')}>
      <Section title={t('wake.setting')}>
        <Field label={t('wake.phrase')} hint={t('wake.phraseHint')} error={phraseError}>
          {(field) => <TextInput {...field} {...phrase} maxLength={60} />}
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
              value={followUp}
              min={0}
              max={60}
              unit={t('wake.seconds')}
              onValue={chooseFollowUp}
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
