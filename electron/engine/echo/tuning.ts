/** Every tunable of echo cancelling: what the values are, what they do, and why they are as they are. */
import type { Ms } from '../../contract/audio.ts';

export const echoTuning = {
  /** Silence of the speaker after which the canceller is bypassed. Rooms ring for a second; more only costs time. */
  bypassAfterMs: 2_000 as Ms,
  /** Highest far-end sample that still counts as silence: below a 16-bit microphone's own noise. */
  farSilencePeak: 1e-4,
  /** Crossfade between cleaned and plain sound. */
  switchMs: 10 as Ms,
  /**
   * Going back to plain sound leaves out the canceller's own delay, so it waits for a quiet frame: RMS below this, or
   * below `quietShare` of the loudest frame since the wait began.
   */
  quietRms: 0.003,
  quietShare: 0.1,
  /** Waited at most this long for it. */
  quietWaitMs: 8_000 as Ms,
  /**
   * How far ahead of the microphone's time the far end is handed in. An echo must never come before its cause, and
   * the two clocks are known to a few milliseconds only.
   */
  farLeadMs: 10 as Ms,
  /** Usual time a microphone's buffer and the air add; only a first guess, the canceller finds its own. */
  usualDelayMs: 50 as Ms,
  /** Far end kept. Speakers that answer later than this cannot be cancelled. */
  farHeldMs: 4_000 as Ms,
  /**
   * Time stamps that differ by less than this belong to one run of sound; the difference is then clock drift and is
   * followed sample by sample. A jump of even 1 ms makes the canceller start over: 35 dB become 15.
   */
  sameRunMs: 3 as Ms,
  /** Share of a stamp's difference that is believed at once, so that jitter is not taken for drift. */
  stampTrust: 0.1,
  /** Frames are only ever stamped late; the estimate follows a drifting clock by this much a frame. */
  driftMsPerFrame: 0.01,
  /** Stamps later than the estimate by more than this, this many frames running, mean the time line itself moved. */
  timeJumpMs: 100 as Ms,
  timeJumpFrames: 10,
  /** Far end louder than this, -40 dB, would be heard by a microphone that can hear the speaker. */
  farLoudRms: 0.01,
  /**
   * So many frames of it (0.8 s) while the microphone stays quiet mean that there is no echo. Wireless speakers play
   * up to 0.3 s late, so that fewer could still be silent for that reason.
   */
  absentFrames: 25,
  /** A frame that is not quiet takes so many quiet ones back: a chair may creak, an echo is not quiet for long. */
  loudFrameCosts: 5,
  /** Quiet is below -60 dB, the noise of a good microphone, or no more than this over the room (2 dB) ... */
  absentPower: 1e-6,
  absentOverRoom: 1.6,
  /** ... where a room is at most this loud, -40 dB: over more noise nothing can be said. */
  roomPowerMost: 1e-4,
  /** Share of a frame's power that is believed at once; the room's follows its quietest moments and rises by this. */
  powerTrust: 0.1,
  roomRise: 1.002,
} as const;
