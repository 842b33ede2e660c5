/** Above the talk button: the microphone is off, or words are being written instead of answered. */
import { MicOff } from 'lucide-react';
import { useCall } from '../../bridge/use-call.ts';
import { useDesk } from '../../store/desk-store.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';

export function TalkNotices() {
  const { t } = useTexts();
  const call = useCall();
  const talk = useDesk((state) => state.talk);
  const ready = useDesk((state) => state.ready);
  if (talk.dictating) {
    return (
      <Notice
        title={t('talk.dictating')}
        action={
          <Button size="small" onClick={() => void call('stopDictation', {})}>
            {t('talk.dictatingStop')}
          </Button>
        }
      />
    );
  }
  if (talk.muted) {
    return (
      <p className="flex items-center justify-center gap-2 text-base font-medium text-danger">
        <MicOff aria-hidden className="size-[1.25em]" />
        {t('talk.mutedNotice')}
      </p>
    );
  }
  return ready.hearing && !ready.voice ? (
    <p className="text-center text-sm text-muted">{t('talk.noVoice')}</p>
  ) : null;
}
