/** Before the first words: how to begin, in the way of talking that is set. An example is sent when it is clicked. */
import { MessageCircle } from 'lucide-react';
import { useCall } from '../../bridge/use-call.ts';
import { useDesk } from '../../store/desk-store.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';

const examples = ['time', 'timer', 'units'] as const;
const hints = {
  hold: 'history.emptyHold',
  handsFree: 'history.emptyHandsFree',
  wake: 'history.emptyWake',
} as const;

export function EmptyConversation() {
  const { t } = useTexts();
  const call = useCall();
  const mode = useDesk((state) => state.talk.mode);
  const phrase = useDesk((state) => state.settings.wake.phrase);
  return (
    <EmptyState
      icon={<MessageCircle />}
      title={t('history.emptyTitle')}
      actions={examples.map((example) => {
        const text = t(`history.example.${example}`);
        return (
          <Button key={example} size="small" onClick={() => void call('sendText', { text })}>
            {text}
          </Button>
        );
      })}
    >
      {t(hints[mode], { phrase })}
    </EmptyState>
  );
}
