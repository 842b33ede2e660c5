/** Recognises the endless repetition that a speech decoder falls into, in plain token ids. */
import { sttTuning } from './tuning.ts';

/**
 * If the tail of `tokens` is one piece said at least `loopRepeats` times over `loopMinTokens` tokens, the length
 * to keep (the tokens before the repetition and the piece once); otherwise null.
 * @param atCap no more tokens are allowed for so much sound: then a piece said twice is a loop already, since nobody
 *   speaks that fast
 */
export function findRepeatLoop(tokens: readonly number[], atCap = false): number | null {
  const { loopMinTokens, loopMaxPeriodTokens } = sttTuning;
  const loopRepeats = atCap ? sttTuning.loopRepeatsAtCap : sttTuning.loopRepeats;
  const longest = Math.min(loopMaxPeriodTokens, Math.floor(tokens.length / loopRepeats));
  for (let period = 1; period <= longest; period++) {
    let matched = period;
    while (
      matched < tokens.length &&
      tokens[tokens.length - 1 - matched] === tokens[tokens.length - 1 - matched + period]
    )
      matched++;
    const repeats = Math.floor(matched / period);
    if (repeats >= loopRepeats && matched >= loopMinTokens) return tokens.length - matched + period;
  }
  return null;
}
