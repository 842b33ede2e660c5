/** The trace of a turn in the monitor: each stage in milliseconds, why it ended and who answered; never its words. */
import type { TurnView } from '../../../electron/contract/desk-views.ts';
import { endSentence } from '../features/history/end-reason.ts';
import { TurnTimings } from '../features/history/turn-timings.tsx';
import { FactList } from '../features/monitor/fact-list.tsx';
import { useTexts } from '../texts/use-texts.ts';

export function TurnTrace({ turn }: { readonly turn: TurnView }) {
  const { t, language } = useTexts();
  const end = endSentence(turn, language);
  return (
    <div className="flex flex-col gap-4">
      <TurnTimings timings={turn.timings} />
      <FactList
        facts={[
          [t('detail.ended'), t(end.key, end.params)],
          [t('detail.source'), turn.replySource || t('detail.source.none')],
          [t('monitor.trace.words'), turn.words.length.toLocaleString(language)],
          [t('monitor.trace.interrupted'), t(turn.interrupted ? 'monitor.yes' : 'monitor.no')],
          [t('monitor.trace.session'), turn.sessionId],
          [t('monitor.trace.turn'), String(turn.turnId)],
        ]}
      />
    </div>
  );
}
