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
   * Buffer asked of the device, seconds: 10 ms costs 1 % of a core idle and sounds 15 to 20 ms after it was written;
   * 5 ms breaks up on two busy cores and costs 1.9 %.
   */
  deviceLatencySeconds: 0.01,
  /** Asked for instead once the machine proved too busy for the shorter one: 28 ms, whole where 10 ms breaks up. */
  safeLatencySeconds: 0.02,
  /** Gaps in the device's clock that prove it. */
  slipsMost: 3,
  /** A clock that falls behind by this much from one window to the next has lost a buffer. */
  slipMs: 4 as Ms,
  /** Readings of the device's clock the earliest is taken of. */
  clockWindowMs: 500 as Ms,
  /** Rate of the speaker. */
  deviceRateHz: 48_000,
  /** A device clock that stands still this long takes no calls: they would fill its queue and then block. */
  clockPauseMs: 60 as Ms,
  /** A device whose clock stands still this long while its thread spins has lost its sound server. */
  clockStillMs: 500 as Ms,
  /** The same whatever its thread does. Null sinks nobody listens to take steps of 2 s. */
  clockSlowMs: 5_000 as Ms,
  /**
   * Played blocks not yet freed, at most. Freeing one sends about three messages to the device's thread, whose queue
   * holds 256: what is left when the device dies must fit.
   */
  unusedNodesMost: 24,
  /** How often the device's clock is looked at. */
  watchMs: 100 as Ms,
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
  /** Sound sent to a browser before it is due: what a network may stall without a gap being heard. */
  streamLeadMs: 400 as Ms,
  /** From sending a sample to a browser until it is heard there: its own buffer and a short line. */
  streamLatencyMs: 80 as Ms,
  /** Rates pieces may have. */
  minPieceRateHz: 8_000,
  maxPieceRateHz: 192_000,
} as const;
