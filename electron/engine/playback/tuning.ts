/** Every tunable of playback: what the values are, what they do to the ear, and why they are as they are. */
import type { Ms } from '../../contract/audio.ts';

export const playbackTuning = {
  /** Most sound of a turn held unheard before `write` waits. More wastes work on an interruption, less risks gaps. */
  holdMs: 1_500 as Ms,
  /** Raised-cosine edge at both ends of every piece. Shorter clicks where a voice does not end at zero; longer eats plosives. */
  edgeMs: 5 as Ms,
  /** Shortest gain change, whatever is asked for: a step in level is a click. */
  minRampMs: 3 as Ms,
  /** Longest gain change: beyond it nobody hears it as one. */
  maxRampMs: 60_000 as Ms,
  /** Fade before sound is dropped on `stop`: under the 10 ms promised, long enough not to click. */
  stopRampMs: 8 as Ms,
  /** A change of volume by the user. Slow enough to be smooth, fast enough to feel direct. */
  volumeRampMs: 20 as Ms,
  /** Sound handed on at a time. 20 ms is a whole number of samples at 44.1 and 48 kHz. */
  blockMs: 20 as Ms,
  /** Sound handed to the device before it is due: what the voice process may stall without a gap being heard. */
  lookAheadMs: 100 as Ms,
  /** Distance of the first sample of a run from the device's clock: less starts late and shortens the first block. */
  startLeadMs: 5 as Ms,
  /** How long before it is heard a block is shown to the echo canceller: late enough to know the level it is heard at. */
  farEndLeadMs: 40 as Ms,
  /**
   * Buffer asked of the device, seconds. Measured on two busy cores: 5 ms breaks up, 10 ms does not; it costs 1 % of
   * a core idle (5 ms: 1.9 %) and 15 to 20 ms from write to sound.
   */
  deviceLatencySeconds: 0.01,
  /** Rate of the speaker. */
  deviceRateHz: 48_000,
  /** A device clock that stands still this long takes no calls: they would fill its queue and then block. */
  clockPauseMs: 60 as Ms,
  /** A device whose clock stands still this long while its thread spins has lost its sound server. */
  clockStillMs: 500 as Ms,
  /** The same whatever its thread does. Null sinks nobody listens to take steps of 2 s. */
  clockSlowMs: 5_000 as Ms,
  /** How often the device's clock is looked at. */
  watchMs: 100 as Ms,
  /** Most a device's clock is believed to drift against the machine's: 300 parts per million. */
  clockDriftMost: 3e-4,
  /** A thread of a dead device that uses this many ticks of 10 ms within the window spins. */
  spinWindowMs: 300 as Ms,
  spinTicks: 5,
  /** Longest `open` waits for the first sound to be possible. */
  openWaitMs: 2_500 as Ms,
  /** Pause before the device is opened again, then doubled up to the longest. */
  retryMs: 500 as Ms,
  retryMostMs: 2_000 as Ms,
  /** How long a closing device is waited for. A dead one never closes. */
  closeWaitMs: 1_000 as Ms,
  /** Longest the list of devices is waited for. */
  listWaitMs: 3_000 as Ms,
  /** Rates pieces may have. */
  minPieceRateHz: 8_000,
  maxPieceRateHz: 192_000,
} as const;
