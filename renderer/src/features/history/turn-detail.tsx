/** What is known of a finished turn: why it ended, what was heard, how long it took, who answered. */
import type { ReactNode } from 'react';
import type { TurnView } from '../../../../electron/contract/desk-views.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { endSentence } from './end-reason.ts';
import { percentText } from './quantities.ts';
import { TurnTimings } from './turn-timings.tsx';
import { TurnWords } from './turn-words.tsx';

export function TurnDetail({ turn }: { readonly turn: TurnView }) {
  const { t, language } = useTexts();
  const end = endSentence(turn, language);
  return (
    <div className="animate-rise my-1 flex flex-col gap-5 rounded-large border border-line bg-sunken p-5 text-sm">
      <Part title={t('detail.ended')}>
        <p>{t(end.key, end.params)}</p>
      </Part>
      {turn.words.length > 0 && (
        <Part
          title={t('detail.words')}
          aside={t('detail.language', {
            language: turn.language,
            percent: percentText(turn.confidence, language),
          })}
        >
          <TurnWords words={turn.words} />
        </Part>
      )}
      {turn.interrupted && (
        <Part title={t('detail.interrupted')}>
          <p>
            {turn.heardText.trim()
              ? t('detail.heard', { text: turn.heardText.trim() })
              : t('detail.heardNothing')}
          </p>
        </Part>
      )}
      {Object.keys(turn.timings).length > 0 && (
        <Part title={t('detail.timings')}>
          <TurnTimings timings={turn.timings} />
        </Part>
      )}
      <Part title={t('detail.source')}>
        <p className="font-mono">{turn.replySource || t('detail.source.none')}</p>
      </Part>
    </div>
  );
}

interface PartProps {
  readonly title: string;
  readonly aside?: string;
  readonly children: ReactNode;
}

function Part({ title, aside, children }: PartProps) {
  return (
    <section>
      <h2 className="mb-1.5 flex flex-wrap items-baseline justify-between gap-x-4 text-xs font-semibold text-muted">
        {title}
        {aside && <span className="font-normal">{aside}</span>}
      </h2>
      {children}
    </section>
  );
}
