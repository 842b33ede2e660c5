/**
 * Where a long dictation is cut into pieces a recogniser can take: in a pause if there is one, else at its quietest
 * place. Pure but for its own memory of the last frames; one call a frame.
 */
import { FRAME_MS, FRAME_SAMPLES, msToSamples, samplesToMs } from '../../contract/audio.ts';
import type { Ms } from '../../contract/audio.ts';

export interface DictationTuning {
  /** From this length on a pause cuts: longer pieces give the recogniser more context, shorter ones come sooner. */
  readonly pauseCutFromMs: Ms;
  /** A silence this long is a pause between words. */
  readonly pauseMs: Ms;
  /** Longest piece: the recogniser takes 30 s, and the pre-roll is part of that. */
  readonly mostMs: Ms;
  /** The quietest place is looked for in this last part of the longest piece. */
  readonly searchMs: Ms;
  /** Frames whose loudness is taken together: a gap between words lasts longer than one. */
  readonly quietFrames: number;
  /** Sound kept after the key is released, so that the last sound of a word is there. */
  readonly releaseMs: Ms;
}

export const dictationTuning: DictationTuning = {
  pauseCutFromMs: 15_000,
  pauseMs: 192,
  mostMs: 28_500,
  searchMs: 5_000,
  quietFrames: 3,
  releaseMs: 200,
};

export interface PieceCutter {
  /**
   * @param energy mean square of the frame
   * @param atSamples position of its end
   * @returns where the piece ends, or null while it goes on
   */
  step(isSpeech: boolean, energy: number, atSamples: number): number | null;
}

/** @param fromSamples where the first piece begins */
export function createPieceCutter(fromSamples: number, tuning: DictationTuning): PieceCutter {
  const frames = new Float64Array(Math.ceil(tuning.searchMs / FRAME_MS));
  let start = fromSamples;
  let silenceMs: Ms = 0;
  let seen = 0;

  function cutAt(position: number): number {
    start = position;
    return position;
  }

  /** The end of the quietest run of frames, moved to its middle. */
  function quietest(atSamples: number): number {
    const held = Math.min(seen, frames.length);
    const width = Math.min(tuning.quietFrames, held);
    let least = Infinity;
    let back = 0;
    for (let i = 0; i + width <= held; i++) {
      let sum = 0;
      for (let k = 0; k < width; k++) sum += frames[(seen - 1 - i - k) % frames.length]!;
      if (sum >= least) continue;
      least = sum;
      back = i;
    }
    return atSamples - back * FRAME_SAMPLES - Math.floor((width * FRAME_SAMPLES) / 2);
  }

  return {
    step(isSpeech, energy, atSamples) {
      frames[seen % frames.length] = energy;
      seen++;
      silenceMs = isSpeech ? 0 : silenceMs + FRAME_MS;
      const lengthMs = samplesToMs(atSamples - start);
      if (lengthMs >= tuning.pauseCutFromMs && silenceMs >= tuning.pauseMs) {
        return cutAt(atSamples - msToSamples(tuning.pauseMs / 2));
      }
      return lengthMs >= tuning.mostMs ? cutAt(quietest(atSamples)) : null;
    },
  };
}
