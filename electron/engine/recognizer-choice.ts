/** Which recogniser is best for a machine, from how fast each one is on it. Pure. */
import type { Settings } from '../contract/settings.ts';

type Name = Settings['recognizer'];

/** The less able first: base hears more languages, accents and names than tiny.en; the streaming one lies between. */
export const recognizersByAbility: readonly Name[] = ['whisper-tiny.en', 'sherpa-streaming', 'whisper-base'];

/**
 * Highest share of the sound's length that recognising it may take. At 0.1 the final text of a five second question
 * comes half a second after it was spoken, which is about as long as people wait for an answer to begin; and partials,
 * asked for every 250 ms, take about four times as much, which leaves half a core to the voice and the language model.
 */
export const FITTING_RTF = 0.1;

export const recognizerFits = (rtf: number): boolean => rtf <= FITTING_RTF;

export interface MeasuredRecognizer {
  readonly name: Name;
  readonly rtf: number;
  /** Language tags it knows. */
  readonly languages: readonly string[];
}

/**
 * The most able that fits and knows the language; when none fits, the fastest that knows it; when none knows it, the
 * same among all. Null when there is none. `auto` needs one that knows several languages.
 */
export function bestRecognizer(measured: readonly MeasuredRecognizer[], language: string): Name | null {
  const knows = ({ languages }: MeasuredRecognizer) =>
    language === 'auto' ? languages.length > 1 : languages.includes(language);
  const able = measured.some(knows) ? measured.filter(knows) : measured;
  const fitting = able.filter(({ rtf }) => recognizerFits(rtf));
  const ability = ({ name }: MeasuredRecognizer) => recognizersByAbility.indexOf(name);
  const best =
    fitting.toSorted((one, other) => ability(other) - ability(one))[0] ??
    able.toSorted((one, other) => one.rtf - other.rtf)[0];
  return best?.name ?? null;
}
