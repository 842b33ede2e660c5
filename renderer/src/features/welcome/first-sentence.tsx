/** One spoken sentence and its answer, as they happen. */
import { useCall } from '../../bridge/use-call.ts';
import { useDesk } from '../../store/desk-store.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { Button } from '../../ui/button.tsx';

export function FirstSentence() {
  const call = useCall();
  const { t } = useTexts();
  const phase = useDesk((state) => state.talk.phase);
  const live = useDesk((state) => state.live);
  const last = useDesk((state) => state.turns.at(-1) ?? null);
  const words = live?.text ?? last?.userText ?? '';
  const reply = live ? live.replyText : (last?.heardText ?? '');
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-col items-center gap-3 rounded-large border border-line bg-surface px-6 py-8 shadow-raised">
        <Button kind="primary" onClick={() => void call('toggleTalk', {})}>
          {phase === 'listening' ? t('talk.button.end') : t('welcome.say')}
        </Button>
        <p className="text-sm text-muted">{t(`phase.${phase}`)}</p>
      </div>
      <div className="min-h-20" aria-live="polite">
        {words && <p className="font-medium">{words}</p>}
        {reply && <p className="text-muted">{reply}</p>}
      </div>
    </div>
  );
}
