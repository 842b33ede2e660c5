/**
 * A gain that moves in equal steps, one a sample, so that no change of level clicks. Owns the level of one stream;
 * knows nothing of where the samples come from.
 */
import type { Hz, Ms } from '../../contract/audio.ts';
import { playbackTuning } from './tuning.ts';

export interface GainRamp {
  /** The level the next sample gets. */
  readonly value: number;
  /** Moves to `target` over `rampMs`, never faster than `playbackTuning.minRampMs`. */
  moveTo(target: number, rampMs: Ms): void;
  /** Takes `value` at once: only where nothing is sounding. */
  jumpTo(value: number): void;
  /** Multiplies `count` samples from `from` on, in place. */
  apply(samples: Float32Array, from: number, count: number): void;
}

/** @param rateHz rate of the stream it is applied to */
export function createGainRamp(rateHz: Hz, initial = 1): GainRamp {
  const { minRampMs, maxRampMs } = playbackTuning;
  let value = initial;
  let target = initial;
  let step = 0;
  let left = 0;
  return {
    get value() {
      return value;
    },
    moveTo(next, rampMs) {
      target = next;
      const ms = rampMs > minRampMs ? Math.min(rampMs, maxRampMs) : minRampMs;
      left = Math.max(1, Math.round((ms * rateHz) / 1000));
      step = (target - value) / left;
    },
    jumpTo(next) {
      value = next;
      target = next;
      left = 0;
    },
    apply(samples, from, count) {
      const end = from + count;
      let i = from;
      for (; i < end && left > 0; i++) {
        left--;
        value = left === 0 ? target : value + step;
        samples[i]! *= value;
      }
      if (value === 1) return;
      for (; i < end; i++) samples[i]! *= value;
    },
  };
}

/** A gain anyone may hand in as a usable one: 0 to 1, and 0 for what is not a number. */
export function toGain(value: number): number {
  return value > 0 ? Math.min(value, 1) : 0;
}
