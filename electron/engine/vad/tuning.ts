/** Every threshold and duration of voice activity: unit, default, what a person hears, and why. */
import { FRAME_MS } from '../../contract/audio.ts';
import type { Ms } from '../../contract/audio.ts';

export interface VadTuning {
  /** Probability at or above which a frame begins speech. Lower: soft first words are caught, breaths too. */
  readonly onThreshold: number;
  /** Probability below which a frame ends speech. Higher: the end is seen earlier, faint endings are cut. */
  readonly offThreshold: number;
  /** Speech frames, added up, that turn a rise into a start. Longer: fewer coughs count, interrupting is slower. */
  readonly confirmMs: Ms;
  /** Longest dip inside an unconfirmed rise that does not cancel it. Longer: hesitant first words survive. */
  readonly riseDipMs: Ms;
}

/**
 * Silero v6 gives lower probabilities than v5 and falls slowly, so the end is read at 0.5 and not at the
 * customary 0.35: the falling edge comes a frame earlier. The start needs 0.6 so that a value hovering
 * at 0.5 does not toggle. Three frames confirm: in the study two frames let two false events through in
 * 93 s of noise, three none.
 */
export const vadTuning: VadTuning = {
  onThreshold: 0.6,
  offThreshold: 0.5,
  confirmMs: 3 * FRAME_MS,
  riseDipMs: 2 * FRAME_MS,
};

export interface LevelDropTuning {
  /** How far below the loud part of the speech a frame must fall, dB. Less: earlier ends, soft sounds cut pauses in. */
  readonly dropDb: number;
  /** Speech frames to hear before anything is judged. */
  readonly learnFrames: number;
  /** Frames at or above this probability teach the loudness. */
  readonly speechThreshold: number;
  /** Share of the way to a louder frame; small enough that one clap does not silence the voice after it. */
  readonly attack: number;
  /** Share of the way to a quieter frame, so that the loud syllables count. */
  readonly release: number;
}

/**
 * In the study (tests/bench/evidence) a drop of 30 dB finds the end of speech 60 ms before Silero does, and makes
 * fewer pauses end a turn: the end-of-turn model is asked earlier, and silence alone raises its answers.
 */
export const levelDropTuning: LevelDropTuning = {
  dropDb: 30,
  learnFrames: 6,
  speechThreshold: 0.5,
  attack: 0.3,
  release: 0.01,
};

export interface RegionTuning {
  /** Silence that separates two regions. Longer: fewer, longer pieces for the recogniser. */
  readonly minSilenceMs: Ms;
  /** A region with less speech than this is thrown away as a click. */
  readonly minSpeechMs: Ms;
  /** Kept on both sides of a region, so that first and last sounds survive. */
  readonly padMs: Ms;
  /** Longest region: a recogniser window. Longer speech is cut at its least speech-like frame. */
  readonly maxRegionMs: Ms;
  /** A cut is looked for in this last part of a region that is too long. */
  readonly cutSearchMs: Ms;
}

/** For files, where nobody waits: longer silences and wider margins than a live turn has. */
export const regionTuning: RegionTuning = {
  minSilenceMs: 500,
  minSpeechMs: 96,
  padMs: 200,
  maxRegionMs: 28_000,
  cutSearchMs: 10_000,
};
