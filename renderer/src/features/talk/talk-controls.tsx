/** Beside the talk button: the microphone's switch, saying the answer again, stopping. */
import { Mic, MicOff, RotateCcw, Square } from 'lucide-react';
import { useCall } from '../../bridge/use-call.ts';
import { useDesk } from '../../store/desk-store.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { KeptFocus } from '../../ui/kept-focus.tsx';
import { canStop } from './talk-look.ts';

export function TalkControls() {
  const { t } = useTexts();
  const call = useCall();
  const talk = useDesk((state) => state.talk);
  const hasReply = useDesk((state) => state.turns.some(({ replyText }) => replyText !== ''));
  return (
    <div className="flex items-center gap-1">
      <KeptFocus of={talk.muted}>
        {talk.muted ? (
          <Button
            kind="danger"
            icon={<MicOff aria-hidden />}
            onClick={() => void call('setMuted', { muted: false })}
          >
            {t('talk.unmuteNow')}
          </Button>
        ) : (
          <IconButton label={t('talk.mute')} onClick={() => void call('setMuted', { muted: true })}>
            <Mic />
          </IconButton>
        )}
      </KeptFocus>
      <IconButton label={t('talk.repeat')} disabled={!hasReply} onClick={() => void call('repeatReply', {})}>
        <RotateCcw />
      </IconButton>
      <IconButton
        label={t('talk.stop')}
        shortcut="Esc"
        disabled={!canStop(talk)}
        onClick={() => void call('stop', {})}
      >
        <Square />
      </IconButton>
    </div>
  );
}
