/** Takes the wake phrase off the front of what was heard, so that only the request is shown, kept and answered. Pure. */
import type { PartialTranscript } from '../stt/stt-port.ts';
import type { TurnTranscript } from '../turn/turn-events.ts';
import type { WakeJudge } from '../wake/wake-port.ts';

export interface TextEdit {
  partial(heard: PartialTranscript): PartialTranscript;
  transcript(heard: TurnTranscript): TurnTranscript;
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
    transcript(heard) {
      const verdict = judge()?.judge(heard.text);
      if (!verdict?.matched) return heard;
      // a phrase that was recognised is no invention of the recogniser's
      return {
        ...heard,
        text: verdict.rest,
        words: heard.words.slice(verdict.wordCount),
        phantom: false,
        called: true,
      };
    },
  };
}
