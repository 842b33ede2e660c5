/**
 * Tells what Whisper makes up for silence and noise from what was said. A pure rule over plain numbers: neither
 * the mean log-probability nor the `no_speech` probability parts the two alone, a weighted sum of them does.
 */
import { phantomTuning } from './tuning.ts';

export interface PhantomSigns {
  readonly text: string;
  /** Nats a token; 0 is certain. */
  readonly avgLogProb: number;
  /** Null when it was not asked for, see `needsNoSpeechCheck`. */
  readonly noSpeech: number | null;
}

/** What comes out for breath, hum and silence (subtitles in the training data) and is no request to an assistant. */
const KNOWN = new Set([
  'you',
  'thank you for watching',
  'thanks for watching',
  'thank you so much for watching',
  'please subscribe',
  'like and subscribe',
  'the end',
  'i ll see you in the next video',
  'subtitles by the amara org community',
]);

function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** Only sounds: `[Music]`, `(wind blowing)`, `*sighs*`, musical notes. */
function describesSound(text: string): boolean {
  return /^(?:\s*(?:\[[^\]]*\]|\([^)]*\)|\*[^*]*\*|♪[^♪]*♪?)\s*)+$/u.test(text);
}

/** Whether the text gives reason to spend a decoder step on the probability of `no_speech`. */
export function needsNoSpeechCheck(text: string, avgLogProb: number): boolean {
  return avgLogProb < phantomTuning.askBelowLogProb || KNOWN.has(plain(text));
}

/** True if the text is most likely invented. */
export function isPhantom({ text, avgLogProb, noSpeech }: PhantomSigns): boolean {
  const words = plain(text);
  if (words === '') return text.trim() !== '';
  if (describesSound(text)) return true;
  const doubt = -avgLogProb + phantomTuning.noSpeechWeight * (noSpeech ?? 0);
  return doubt >= (KNOWN.has(words) ? phantomTuning.knownDoubt : phantomTuning.doubt);
}
