/**
 * Lets a turn's samples leave at the pace of the clock, with no device: for files, for nowhere, and in place of a
 * speaker that is missing. Owns the level; hands every sample on with the time it belongs to.
 */
import type { Hz, Ms } from '../../contract/audio.ts';
import { msToSamples, samplesToMs } from '../../contract/audio.ts';
import type { Clock } from '../runtime/clock.ts';
import { createGainRamp, toGain } from './gain-ramp.ts';
import { playbackTuning } from './tuning.ts';
import type { PlaybackDriver, TurnSupply } from './turn-player.ts';

export interface ClockedDriver extends PlaybackDriver {
  fade(gain: number, rampMs: Ms): void;
  setVolume(volume: number): void;
  /** Stops its timer; a later `wake` starts it again. */
  pause(): void;
}

export interface ClockedDriverOptions {
  readonly clock: Clock;
  readonly rateHz: Hz;
  /** Bound after construction, since the turn needs its driver first. */
  readonly supply: () => TurnSupply;
  /** Samples as heard, valid during the call only, and the clock time of the first. */
  readonly onSamples?: (samples: Float32Array, startMs: Ms) => void;
}

export function createClockedDriver(options: ClockedDriverOptions): ClockedDriver {
  const { clock, rateHz, supply } = options;
  const blockSamples = msToSamples(playbackTuning.blockMs, rateHz);
  const block = new Float32Array(blockSamples);
  const level = createGainRamp(rateHz);
  let volume = 1;
  let fadeGain = 1;
  /** Time of the first sample of the run in progress and how many of it have left. */
  let run: { readonly startMs: Ms; takenSamples: number } | null = null;
  let cancelTick: (() => void) | null = null;

  function emit(count: number, startMs: Ms): void {
    level.apply(block, 0, count);
    options.onSamples?.(count === block.length ? block : block.subarray(0, count), startMs);
  }

  /** Takes what has become due. A run ends when the turn has nothing more at its due time. */
  function catchUp(): void {
    if (!run) return;
    const due = Math.floor(((clock.now() - run.startMs) * rateHz) / 1000 + 1e-6);
    while (run.takenSamples < due) {
      const want = Math.min(blockSamples, due - run.takenSamples);
      const got = supply().pull(block, 0, want);
      if (got > 0) emit(got, run.startMs + samplesToMs(run.takenSamples, rateHz));
      run.takenSamples += got;
      if (got < want) {
        run = null;
        return;
      }
    }
    if (supply().availableSamples === 0) run = null;
  }

  /** Where nothing sounds, nothing can click. */
  function change(rampMs: Ms): void {
    if (run) level.moveTo(volume * fadeGain, rampMs);
    else level.jumpTo(volume * fadeGain);
  }

  function schedule(): void {
    cancelTick?.();
    cancelTick = null;
    if (!run) return;
    const endMs =
      run.startMs + samplesToMs(run.takenSamples + supply().availableSamples, rateHz) - clock.now();
    cancelTick = clock.schedule(Math.max(0, Math.min(playbackTuning.blockMs, endMs)), tick);
  }

  function tick(): void {
    cancelTick = null;
    supply().progress();
    if (!run && supply().availableSamples > 0) begin();
    schedule();
  }

  function begin(): void {
    run = { startMs: clock.now(), takenSamples: 0 };
    supply().started(run.startMs);
  }

  return {
    wake() {
      catchUp();
      if (!run && supply().availableSamples > 0) begin();
      schedule();
    },
    playedSamples() {
      catchUp();
      return supply().pulledSamples;
    },
    silence() {
      catchUp();
      if (run) {
        const { stopRampMs } = playbackTuning;
        level.moveTo(0, stopRampMs);
        const tail = Math.min(blockSamples, msToSamples(stopRampMs, rateHz));
        const got = supply().pull(block, 0, tail);
        if (got > 0) emit(got, run.startMs + samplesToMs(run.takenSamples, rateHz));
      }
      run = null;
      schedule();
      fadeGain = 1;
      level.jumpTo(volume);
    },
    fade(gain, rampMs) {
      catchUp();
      fadeGain = toGain(gain);
      change(rampMs);
    },
    setVolume(next) {
      catchUp();
      volume = toGain(next);
      change(playbackTuning.volumeRampMs);
    },
    pause() {
      catchUp();
      run = null;
      schedule();
    },
  };
}
