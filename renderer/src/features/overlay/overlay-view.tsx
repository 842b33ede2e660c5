/** The small window above all others: what Parley is doing and what it hears. Takes no clicks and no focus. */
import { useBridge } from '../../bridge/use-bridge.ts';
import { useDesk } from '../../store/desk-store.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { useLevel } from '../../bridge/use-level.ts';
import { Meter } from '../../ui/meter.tsx';
import { newestText } from './newest-text.ts';

export function OverlayView() {
  const { t, fault: say } = useTexts();
  const bridge = useBridge();
  const talk = useDesk((state) => state.talk);
  const live = useDesk((state) => state.live);
  const dictation = useDesk((state) => state.dictation);
  const level = useLevel();
  const isListening = talk.phase === 'listening' || talk.dictating;
  const { stable, rest } = newestText(talk.dictating ? { text: dictation.text, stable: '' } : live);
  return (
    <div className="flex h-full items-end justify-center p-2">
      <section
        aria-label={t('overlay.label')}
        className="flex w-full flex-col gap-2 rounded-large border border-line bg-surface px-4 py-3 text-text shadow-floating"
      >
        <div className="flex items-center justify-between gap-3 text-sm">
          <span className="font-medium">
            {talk.dictating ? t('overlay.dictating') : t(`phase.${talk.phase}`)}
          </span>
          <span className="w-32">
            {isListening && bridge.kind === 'electron' && <Meter label={t('talk.level')} subscribe={level} />}
          </span>
        </div>
        <p className="line-clamp-2 min-h-[2lh] break-words">
          {dictation.fault ? (
            say(dictation.fault).what
          ) : live && live.stage !== 'hearing' && !talk.dictating ? (
            live.replyText || live.text
          ) : (
            <>
              {stable} <span className="text-muted">{rest}</span>
            </>
          )}
        </p>
      </section>
    </div>
  );
}
