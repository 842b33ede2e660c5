/** Words with times from a transducer's tokens, which carry only where each was emitted. */
import type { WordTime } from '../../contract/events.ts';
import type { SherpaOnlineResult } from '../native/sherpa.ts';
import { transducerTuning } from './tuning.ts';

/** Times in seconds from the first sample; a word ends where the next begins, or after `maxWordMs`. */
export function transducerWords(result: SherpaOnlineResult, soundSeconds: number): readonly WordTime[] {
  const { tokens = [], timestamps = [], ys_probs: logProbs = [] } = result;
  const words: { text: string; start: number; logProbs: number[] }[] = [];
  tokens.forEach((token, i) => {
    const text = token.replaceAll('▁', ' ');
    const last = words.at(-1);
    const logProb = logProbs[i] ?? 0;
    if (last && !text.startsWith(' ')) {
      last.text += text;
      last.logProbs.push(logProb);
    } else {
      const start = Math.min(Math.max(timestamps[i] ?? last?.start ?? 0, last?.start ?? 0), soundSeconds);
      words.push({ text, start, logProbs: [logProb] });
    }
  });
  return words
    .map(({ text, start, logProbs: each }, i) => ({
      word: text.trim(),
      start,
      end: Math.min(words[i + 1]?.start ?? soundSeconds, start + transducerTuning.maxWordMs / 1000),
      confidence: Math.min(1, Math.exp(each.reduce((sum, p) => sum + p, 0) / each.length)),
    }))
    .filter(({ word }) => word.length > 0);
}
