/** The counts of a trial and what was heard in it. Nothing of it is kept: it is gone when the page is left. */
import { useDesk } from '../../store/desk-store.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { Button } from '../../ui/button.tsx';

export interface WakeTrialViewProps {
  readonly isTrying: boolean;
  readonly onChange: (isTrying: boolean) => void;
}

export function WakeTrialView({ isTrying, onChange }: WakeTrialViewProps) {
  const { t } = useTexts();
  const { heard, matched, last } = useDesk((state) => state.wakeTrial);
  const isMuted = useDesk((state) => state.talk.muted);
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p role="status" className="tabular-nums">
          {isTrying && isMuted ? t('wake.muted') : t('wake.counts', { heard, matched })}
        </p>
        <Button kind={isTrying ? 'plain' : 'primary'} onClick={() => onChange(!isTrying)}>
          {isTrying ? t('wake.stop') : t('wake.start')}
        </Button>
      </div>
      {last.length > 0 && (
        <ol className="flex flex-col gap-1.5">
          {last.map(({ matched: isMatch, score, text }, i) => (
            <li key={heard - i} className="flex flex-wrap items-baseline gap-x-3">
              <span className={isMatch ? 'w-24 shrink-0 text-accent-text' : 'w-24 shrink-0 text-muted'}>
                {isMatch ? t('wake.matched') : t('wake.notMatched')}
              </span>
              <span className="min-w-0 flex-1 break-words">{text || t('wake.noWords')}</span>
              <span className="text-sm text-muted tabular-nums">
                {t('wake.score', { percent: Math.round(score * 100) })}
              </span>
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}
