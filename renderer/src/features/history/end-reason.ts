/** Why a turn ended, as a text and its parameters. Pure. */
import type { TurnView } from '../../../../electron/contract/desk-views.ts';
import type { Language, TextKey } from '../../texts/translate.ts';
import { percentText, silenceText } from './quantities.ts';

export interface EndSentence {
  readonly key: TextKey;
  readonly params: Readonly<Record<string, string>>;
}

export function endSentence(
  turn: Pick<TurnView, 'endReason' | 'endProbability' | 'endSilenceMs'>,
  language: Language,
): EndSentence {
  const { endReason, endProbability, endSilenceMs } = turn;
  const silence = silenceText(endSilenceMs, language);
  if (endReason !== 'policy') return { key: `detail.end.${endReason}`, params: { silence } };
  return endProbability === null
    ? { key: 'detail.end.policyNoScore', params: { silence } }
    : { key: 'detail.end.policy', params: { silence, percent: percentText(endProbability, language) } };
}
