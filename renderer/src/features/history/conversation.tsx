/** The conversation as a long list of which only what can be seen is drawn, and the turn in progress at its end. */
import { ArrowDown } from 'lucide-react';
import { useMemo } from 'react';
import { useDesk } from '../../store/desk-store.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { Button } from '../../ui/button.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { dayFormats } from './calendar-texts.ts';
import { DeleteQuestion } from './delete-question.tsx';
import { EmptyConversation } from './empty-conversation.tsx';
import { LiveTurnView } from './live-turn.tsx';
import { dayName, timelineRows } from './timeline.ts';
import type { TimelineRow } from './timeline.ts';
import { TurnRow } from './turn-row.tsx';
import { useConversationScroll } from './use-conversation-scroll.ts';
import { useToday } from './use-today.ts';

export function Conversation() {
  const { t } = useTexts();
  const turns = useDesk((state) => state.turns);
  const total = useDesk((state) => state.totalTurns);
  const live = useDesk((state) => state.live);
  const rows = useMemo(() => timelineRows(turns, total), [turns, total]);
  const { scroller, content, virtualizer, isAtEnd, goToEnd } = useConversationScroll(
    rows,
    total > turns.length,
  );
  const isEmpty = rows.length === 0 && !live;

  return (
    <div className="relative h-full">
      <div
        ref={scroller}
        role="region"
        aria-label={t('history.title')}
        tabIndex={0}
        className="@container h-full overflow-y-auto overscroll-contain px-6 -outline-offset-2 [overflow-anchor:none] @max-2xl:px-4"
      >
        <div ref={content} className="mx-auto min-h-full w-full max-w-[46rem] py-4">
          {isEmpty && <EmptyConversation />}
          <div className="relative w-full" style={{ height: virtualizer.getTotalSize() }}>
            {virtualizer.getVirtualItems().map((item) => {
              const row = rows[item.index];
              return (
                row && (
                  <div
                    key={item.key}
                    ref={virtualizer.measureElement}
                    data-index={item.index}
                    className="absolute top-0 left-0 w-full"
                    style={{ transform: `translateY(${item.start}px)` }}
                  >
                    <Row row={row} />
                  </div>
                )
              );
            })}
          </div>
          {live && <LiveTurnView live={live} />}
        </div>
      </div>
      <DeleteQuestion />
      {!isAtEnd && (
        <div className="pointer-events-none absolute inset-x-0 bottom-3 flex justify-center">
          <Button
            size="small"
            icon={<ArrowDown aria-hidden />}
            onClick={goToEnd}
            className="animate-rise pointer-events-auto rounded-full shadow-floating"
          >
            {t('history.newMessages')}
          </Button>
        </div>
      )}
    </div>
  );
}

function Row({ row }: { readonly row: TimelineRow }) {
  const { t } = useTexts();
  switch (row.kind) {
    case 'turn':
      return <TurnRow turn={row.turn} />;
    case 'top':
      return (
        <p className="flex items-center justify-center gap-2 pt-2 pb-3 text-sm text-faint">
          {row.hasOlder && <Spinner />}
          {t(row.hasOlder ? 'history.loadingOlder' : 'history.beginning')}
        </p>
      );
    case 'day':
      return <DayMark at={row.at} />;
  }
}

function DayMark({ at }: { readonly at: number }) {
  const { t, language } = useTexts();
  const name = dayName(at, useToday());
  return (
    <h2 className="flex items-center gap-3 pt-4 pb-2 text-xs font-medium text-muted before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
      {name === 'date' ? dayFormats[language].format(at) : t(`history.${name}`)}
    </h2>
  );
}
