/**
 * Decides which words of a growing transcript will stay: those that two hypotheses in a row agree on, and those
 * the model is sure of and that lie well before the edge of what was heard. Pure, one instance an utterance.
 *
 * Agreement of two hypotheses: Liu et al. 2020 (LocalAgreement-2). The shortcut by certainty is ours.
 */
import type { ShownText } from './stt-port.ts';
import { agreementTuning } from './tuning.ts';

/** A word as the model wrote it (with its space and punctuation) and the probability of its least likely token. */
export interface HypothesisWord {
  readonly word: string;
  readonly probability: number;
}

export interface LocalAgreement {
  /**
   * Takes the newest hypothesis of the whole utterance; `stable` is always a prefix of `text`.
   * @param trusted false for a hypothesis the model itself doubts: it settles no new word
   */
  update(words: readonly HypothesisWord[], trusted?: boolean): ShownText;
}

/** What of a word counts: case and punctuation come and go with the words after it. */
export function comparableWord(word: string): string {
  const bare = word.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
  return bare === '' ? word.trim() : bare;
}

export function createLocalAgreement(): LocalAgreement {
  let previous: readonly string[] = [];
  let committed: readonly string[] = [];

  return {
    update(words, trusted = true) {
      const current = words.map(({ word }) => comparableWord(word));
      let kept = 0;
      while (kept < committed.length && committed[kept] === current[kept]) kept++;
      let count = kept;
      for (; trusted && count < current.length; count++) {
        const fromEdge = current.length - 1 - count;
        const agreed =
          count < previous.length &&
          previous[count] === current[count] &&
          fromEdge >= agreementTuning.agreedFromEdgeWords;
        const sure =
          words[count]!.probability >= agreementTuning.sureProbability &&
          fromEdge >= agreementTuning.sureFromEdgeWords;
        if (!agreed && !sure) break;
      }
      if (trusted) previous = current;
      committed = current.slice(0, count);
      const written = words.map(({ word }) => word);
      const text = written.join('').trim();
      const stable = written.slice(0, count).join('').trim();
      return { text, stable };
    },
  };
}
