/** The turn in progress: words as they are recognised, the answer as it is made, marked while it is spoken. */
import { Volume2 } from 'lucide-react';
import type { LiveTurn } from '../../../../electron/contract/desk-views.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { heardParts } from './live-text.ts';
import { ReplyText, UserText } from './message.tsx';

export function LiveTurnView({ live }: { readonly live: LiveTurn }) {
  const { t } = useTexts();
  const { sure, rest } = heardParts(live);
  const isSpeaking = live.stage === 'speaking';
  return (
    <article
      aria-label={t('talk.live.you')}
      data-live={live.stage}
      className="flex flex-col gap-2.5 pt-3 pb-4"
    >
      <UserText>
        {sure}
        {rest && <span className="text-faint">{rest}</span>}
        {live.stage === 'hearing' && <Waiting label={t('talk.live.hearing')} />}
      </UserText>
      {live.stage !== 'hearing' && (
        <ReplyText isSpoken={isSpeaking}>
          {live.replyText}
          {live.stage === 'thinking' && <Waiting label={t('phase.thinking')} />}
          {isSpeaking && (
            <span className="mt-1 flex items-center gap-1.5 text-sm text-speaking">
              <Volume2 aria-hidden className="size-4" />
              {t('talk.live.spoken')}
            </span>
          )}
        </ReplyText>
      )}
    </article>
  );
}

function Waiting({ label }: { readonly label: string }) {
  return (
    <span className="ml-1 inline-flex items-center gap-1 align-middle">
      <span className="sr-only">{label}</span>
      {[0, 1, 2].map((dot) => (
        <span
          key={dot}
          aria-hidden
          className="animate-breathe size-1.5 rounded-full bg-accent forced-colors:bg-[CanvasText]"
          style={{ animationDelay: `${dot * 200}ms` }}
        />
      ))}
    </span>
  );
}
