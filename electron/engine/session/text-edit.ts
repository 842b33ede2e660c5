/** Takes the wake phrase off the front of what was heard, so that only the request is shown, kept and answered. Pure. */
import type { ShownText } from '../stt/stt-port.ts';
import type { TurnTranscript } from '../turn/turn-events.ts';
import type { WakeJudge } from '../wake/wake-port.ts';

export interface TextEdit {
  partial(heard: ShownText): ShownText;
  /**
   * @param phraseEnd where the phrase ends that was recognised before, in the seconds of the words: a recogniser that
   * did not expect it may have written anything for it; null: none was
   */
  transcript(heard: TurnTranscript, phraseEnd: number | null): TurnTranscript;
}

/** The transcript without its first words. A phrase that was recognised is no invention of the recogniser's. */
function without(heard: TurnTranscript, count: number, text: string): TurnTranscript {
  return { ...heard, text, words: heard.words.slice(count), phantom: false, called: true };
}

/** Without the words that were spoken while the phrase was. */
function cutByTime(heard: TurnTranscript, phraseEnd: number): TurnTranscript {
  const count = heard.words.filter(({ start, end }) => (start + end) / 2 <= phraseEnd).length;
  const spaced = heard.text.split(/\s+/u).filter(Boolean);
  const texts = spaced.length === heard.words.length ? spaced : heard.words.map(({ word }) => word.trim());
  return without(heard, count, texts.slice(count).join(' '));
}

/** @param judge the phrase now in force; null leaves every text as it is */
export function createTextEdit(judge: () => WakeJudge | null): TextEdit {
  return {
    partial(heard) {
      const verdict = judge()?.judge(heard.text);
      if (!verdict?.matched) return heard;
      // the stable part is a beginning of the text: what of it lies in the phrase goes with the phrase
      const goneUnits = heard.text.trimEnd().length - verdict.rest.length;
      return { text: verdict.rest, stable: heard.stable.slice(goneUnits) };
    },
    transcript(heard, phraseEnd) {
      const verdict = judge()?.judge(heard.text);
      if (verdict?.matched) return without(heard, verdict.wordCount, verdict.rest);
      return phraseEnd === null || heard.words.length === 0 ? heard : cutByTime(heard, phraseEnd);
    },
  };
}
