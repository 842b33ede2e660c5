/** The words of a turn in order, each with its time and how surely it was heard; less sure ones are underlined. */
import type { WordTime } from '../../../../electron/contract/events.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { classNames } from '../../ui/class-names.ts';
import { percentText, wordTimeText } from './quantities.ts';

/** Below it a word is marked: about one in ten of clear speech, most of the misheard ones. */
const LOW_CONFIDENCE = 0.6;

export function TurnWords({ words }: { readonly words: readonly WordTime[] }) {
  const { t, language } = useTexts();
  const begin = words[0]?.start ?? 0;
  const hasLow = words.some(({ confidence }) => confidence < LOW_CONFIDENCE);
  return (
    <>
      <ol className="flex flex-wrap gap-x-4 gap-y-2">
        {words.map(({ word, start, end, confidence }, index) => {
          const isLow = confidence < LOW_CONFIDENCE;
          const percent = percentText(confidence, language);
          return (
            <li key={index} className="flex flex-col">
              <span
                title={isLow ? t('detail.wordLow', { percent }) : undefined}
                className={classNames(
                  'text-base',
                  isLow && 'underline decoration-thinking decoration-wavy decoration-1 underline-offset-4',
                )}
              >
                {word.trim()}
              </span>
              <span className="text-xs text-faint tabular-nums">
                <span className="sr-only">{t('detail.from')} </span>
                {wordTimeText(start - begin, language)}
                <span aria-hidden>–</span>
                <span className="sr-only"> {t('detail.to')} </span>
                {wordTimeText(end - begin, language)} s
              </span>
              <span className="text-xs text-faint tabular-nums">
                <span className="sr-only">{t('detail.sure')} </span>
                {percent}
              </span>
            </li>
          );
        })}
      </ol>
      {hasLow && <p className="mt-2 text-xs text-muted">{t('detail.wordsHint')}</p>}
    </>
  );
}
