/** The first start: pick the microphone, say one sentence, hear the answer, two lines on privacy. Can be skipped. */
import { useState } from 'react';
import { useCall } from '../../bridge/use-call.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { Button } from '../../ui/button.tsx';
import { goTo } from '../../app/route.ts';
import { FirstSentence } from './first-sentence.tsx';
import { PickMicrophone } from './pick-microphone.tsx';

const steps = ['microphone', 'sentence', 'privacy'] as const;

export function WelcomePage() {
  const { t } = useTexts();
  const call = useCall();
  const [at, setAt] = useState(0);
  const step = steps[at]!;

  async function finish(): Promise<void> {
    await call('updateSettings', { entries: [['startup.welcomed', true]] });
    goTo('talk');
  }
  return (
    <div className="h-full overflow-y-auto">
      <div className="mx-auto flex min-h-full w-full max-w-xl flex-col justify-center gap-8 px-6 py-10">
        <header className="flex flex-col gap-1">
          <p className="text-sm text-muted">{t('welcome.step', { at: at + 1, of: steps.length })}</p>
          <h1 className="text-2xl font-semibold tracking-tight">{t(`welcome.${step}`)}</h1>
          <p className="text-muted">{t(`welcome.${step}.text`)}</p>
        </header>
        {step === 'microphone' && <PickMicrophone />}
        {step === 'sentence' && <FirstSentence />}
        {step === 'privacy' && (
          <ul className="flex flex-col gap-3 rounded-large border border-line bg-surface px-6 py-5 shadow-raised">
            <li>{t('welcome.privacy.here')}</li>
            <li>{t('welcome.privacy.yours')}</li>
          </ul>
        )}
        <footer className="flex flex-wrap items-center justify-between gap-3">
          <Button kind="quiet" onClick={() => void finish()}>
            {t('welcome.skip')}
          </Button>
          <span className="flex gap-2">
            {at > 0 && <Button onClick={() => setAt(at - 1)}>{t('welcome.back')}</Button>}
            {at < steps.length - 1 ? (
              <Button kind="primary" onClick={() => setAt(at + 1)}>
                {t('welcome.next')}
              </Button>
            ) : (
              <Button kind="primary" onClick={() => void finish()}>
                {t('welcome.finish')}
              </Button>
            )}
          </span>
        </footer>
      </div>
    </div>
  );
}
