/**
 * Tells what Whisper makes up for silence and noise from what was said. A pure rule over plain numbers:
 * the mean log-probability, the `no_speech` probability, the length of the sound and the text itself.
 */
import { phantomTuning } from './tuning.ts';

export interface PhantomSigns {
  readonly text: string;
  readonly avgLogProb: number;
  /** Null when it was not asked for, see `needsNoSpeechCheck`. */
  readonly noSpeech: number | null;
  readonly soundSeconds: number;
}

/** What comes out for breath, hum and silence, in the form `plain` gives; from subtitles in the training data. */
const KNOWN = new Set([
  'you',
  'thank you',
  'thank you very much',
  'thank you for watching',
  'thanks for watching',
  'thanks',
  'bye',
  'bye bye',
  'the end',
  'please subscribe',
  'subtitles by the amara org community',
  'i m sorry',
  'okay',
  'oh',
  'so',
  'uh',
  'hmm',
  'mm',
]);

function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** Only sounds: `[Music]`, `(wind blowing)`, `*sighs*`, or nothing but punctuation. */
function describesSound(text: string): boolean {
  return /^(?:\s*(?:\[[^\]]*\]|\([^)]*\)|\*[^*]*\*|♪[^♪]*♪?)\s*)+$/u.test(text);
}

function wordsPerSecond(text: string, seconds: number): number {
  const words = plain(text).split(' ').length;
  return seconds > 0 ? words / seconds : 0;
}

/** Whether the text gives reason to spend a decoder step on the probability of `no_speech`. */
export function needsNoSpeechCheck(text: string, avgLogProb: number, soundSeconds: number): boolean {
  return (
    avgLogProb < phantomTuning.suspectLogProb ||
    KNOWN.has(plain(text)) ||
    wordsPerSecond(text, soundSeconds) < phantomTuning.slowWordsPerSecond
  );
}

/** True if the text is most likely invented. */
export function isPhantom(signs: PhantomSigns): boolean {
  const { text, avgLogProb, soundSeconds } = signs;
  const words = plain(text);
  if (words === '') return text.trim() !== '';
  if (describesSound(text)) return true;
  if (avgLogProb <= phantomTuning.hopelessLogProb) return true;
  const noSpeech = signs.noSpeech ?? 0;
  if (noSpeech >= phantomTuning.noSpeech && avgLogProb <= phantomTuning.noSpeechLogProb) return true;
  const suspicious =
    KNOWN.has(words) || wordsPerSecond(text, soundSeconds) < phantomTuning.slowWordsPerSecond;
  return suspicious && (noSpeech >= phantomTuning.knownNoSpeech || avgLogProb <= phantomTuning.knownLogProb);
}
