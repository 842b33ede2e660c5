/** Typing instead of talking: Enter sends, Shift+Enter begins a new line. What was not taken stays in the field. */
import { ArrowUp } from 'lucide-react';
import { useCall } from '../../bridge/use-call.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { putBackComposerText, setComposerText, useComposerText } from './composer-text.ts';

/** What the desk takes at once. */
const LONGEST = 10_000;

export function Composer() {
  const { t } = useTexts();
  const call = useCall();
  const text = useComposerText((state) => state.text);
  const isEmpty = text.trim() === '';

  async function send() {
    const sent = text.trim();
    if (sent === '') return;
    setComposerText('');
    const taken = await call('sendText', { text: sent });
    if (!taken) putBackComposerText(sent);
  }

  return (
    <form
      className="flex items-end gap-2 rounded-large border border-edge bg-surface py-1 pr-1 pl-4 focus-within:border-accent"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <textarea
        aria-label={t('talk.type')}
        placeholder={t('talk.typePlaceholder')}
        value={text}
        maxLength={LONGEST}
        rows={1}
        onChange={(event) => setComposerText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
          event.preventDefault();
          void send();
        }}
        className="field-sizing-content max-h-32 min-h-9 w-full resize-none bg-transparent py-1.5 text-base outline-none"
      />
      <IconButton
        type="submit"
        label={t('talk.send')}
        disabled={isEmpty}
        className="bg-accent! text-on-accent! hover:bg-accent-hover! disabled:bg-pressed! disabled:text-muted!"
      >
        <ArrowUp />
      </IconButton>
    </form>
  );
}
