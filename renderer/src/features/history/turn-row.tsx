/** One finished turn: what the user said, the answer, and below them time, details and what can be done with it. */
import { ChevronRight } from 'lucide-react';
import { useId } from 'react';
import type { TurnView } from '../../../../electron/contract/desk-views.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { classNames } from '../../ui/class-names.ts';
import { timeFormats } from './calendar-texts.ts';
import { replyParts } from './live-text.ts';
import { ReplyText, UserText } from './message.tsx';
import { RetranscriptView } from './retranscript-view.tsx';
import { turnKey } from './timeline.ts';
import { TurnDetail } from './turn-detail.tsx';
import { TurnMenu } from './turn-menu.tsx';
import { toggleDetails, useTurnOpenState } from './turn-open-state.ts';

export function TurnRow({ turn }: { readonly turn: TurnView }) {
  const { t, language } = useTexts();
  const key = turnKey(turn);
  const detailId = useId();
  const isOpen = useTurnOpenState(({ open }) => open.has(key));
  const isTarget = useTurnOpenState(({ target }) => target?.key === key);
  const retranscript = useTurnOpenState(({ retranscripts }) => retranscripts[key]);
  const time = timeFormats[language].format(turn.startedAt);
  const { sure, rest } = replyParts(turn);

  return (
    <article
      aria-label={`${t('history.you')}, ${time}`}
      data-turn={turn.id}
      tabIndex={-1}
      className={classNames(
        'group/turn flex scroll-my-8 flex-col gap-2.5 rounded-large pt-3 pb-2 outline-offset-4 transition-shadow',
        isTarget && 'outline-2 outline-focus',
      )}
    >
      <UserText>{turn.userText}</UserText>
      {retranscript && <RetranscriptView turn={turn} retranscript={retranscript} />}
      <ReplyText>
        {sure || (!rest && <span className="text-faint italic">{t('history.noReply')}</span>)}
        {rest && (
          <span className="text-faint" title={t('history.notHeard')}>
            {rest}
          </span>
        )}
        {turn.interrupted && <span className="mt-1 block text-sm text-muted">{t('history.notHeard')}</span>}
      </ReplyText>
      <footer className="-ml-2 flex min-h-7 items-center gap-1 text-xs text-faint">
        <button
          type="button"
          aria-expanded={isOpen}
          aria-controls={isOpen ? detailId : undefined}
          onClick={() => toggleDetails(key)}
          className="flex min-h-7 items-center gap-1.5 rounded-small px-2 hover:bg-hover hover:text-text"
        >
          <ChevronRight
            aria-hidden
            className={classNames('size-3.5 transition-transform', isOpen && 'rotate-90')}
          />
          <time dateTime={new Date(turn.startedAt).toISOString()}>{time}</time>
          <span className="sr-only">{t('turn.details')}</span>
        </button>
        {turn.endReason === 'typed' && <span>{t('history.typed')}</span>}
        <span className="ml-auto opacity-0 transition-opacity group-focus-within/turn:opacity-100 group-hover/turn:opacity-100 has-data-[state=open]:opacity-100 pointer-coarse:opacity-100">
          <TurnMenu turn={turn} />
        </span>
      </footer>
      {isOpen && (
        <div id={detailId}>
          <TurnDetail turn={turn} />
        </div>
      )}
    </article>
  );
}
