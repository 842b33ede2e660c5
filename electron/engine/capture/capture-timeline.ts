/**
 * Where in the session each captured frame lies. Counts samples while a recording runs and compares with the clock,
 * so that a gap (a lost device, a suspended machine, an overrun) moves the position and is told, while jitter and
 * bursts do not.
 */
import { FRAME_SAMPLES, msToSamples } from '../../contract/audio.ts';
import type { Ms } from '../../contract/audio.ts';
import { LATENESS_LOST_MS, LATENESS_WINDOW_FRAMES } from './tuning.ts';

export interface CaptureTimeline {
  /** A recording was opened: the next frame may follow a gap of any length. */
  restart(): void;
  /** Nobody listens from here on: the gap up to the next frame moves the position and is no loss. */
  pause(): void;
  /**
   * Places one frame.
   * @param capturedAtMs when its last sample was read, on the session's clock
   * @param lostFrames frames known to be missing just before it
   * @returns position of its first sample, in samples at 16 kHz since the session began
   */
  place(capturedAtMs: Ms, lostFrames: number): number;
}

/**
 * @param beganAtMs clock time of position 0
 * @param onLost told of missing samples, not of those before the very first frame
 */
export function createCaptureTimeline(beganAtMs: Ms, onLost: (samples: number) => void): CaptureTimeline {
  let next = 0;
  let placedAny = false;
  let fresh = true;
  let paused = false;
  let leastLate = Infinity;
  let watched = 0;

  function skip(samples: number): void {
    if (samples <= 0) return;
    next += samples;
    if (placedAny && !paused) onLost(samples);
  }

  function watch(late: number): void {
    leastLate = Math.min(leastLate, late);
    if (++watched < LATENESS_WINDOW_FRAMES) return;
    if (leastLate > msToSamples(LATENESS_LOST_MS)) skip(leastLate);
    leastLate = Infinity;
    watched = 0;
  }

  return {
    restart() {
      fresh = true;
      leastLate = Infinity;
      watched = 0;
    },
    pause() {
      paused = true;
    },
    place(capturedAtMs, lostFrames) {
      if (lostFrames > 0) skip(lostFrames * FRAME_SAMPLES);
      const late = msToSamples(capturedAtMs - beganAtMs) - FRAME_SAMPLES - next;
      if (fresh) skip(late);
      else watch(late);
      fresh = false;
      paused = false;
      placedAny = true;
      const start = next;
      next += FRAME_SAMPLES;
      return start;
    },
  };
}
