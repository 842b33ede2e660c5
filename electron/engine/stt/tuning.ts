/** Every duration and threshold of recognition: unit, default, what changing it sounds like, and why this value. */
import type { Ms } from '../../contract/audio.ts';

export const sttTuning = {
  /** Longest utterance of one window. Whisper was trained on 30 s and its encoder has no positions beyond. */
  maxUtteranceMs: 30_000 as Ms,
  /** Shorter sound gives empty text without asking the model: no word is this short, and Whisper invents one. */
  minUtteranceMs: 80 as Ms,
  /** Peak below which sound counts as digital silence (-80 dBFS) and the model is not asked. */
  silentPeak: 1e-4,
  /** Zeros after the sound: less and the last word is cut (0.3 s nearly as good, 0 is not), more costs time. */
  trailingZerosMs: 500 as Ms,
  /** Token cap: a base plus a rate no speaker reaches. Lower cuts fast talkers, higher lets a loop run longer. */
  capBaseTokens: 12,
  capTokensPerSecond: 7,
  /** A tail of this many equal pieces, this long in all, is a decoder loop and not speech. */
  loopRepeats: 4,
  /** The same where the cap on tokens ended the text. */
  loopRepeatsAtCap: 2,
  loopMinTokens: 12,
  loopMaxPeriodTokens: 24,
  /** Tokens of hint kept (the last ones). More context helps names and costs prefill, about 0.1 ms a token. */
  maxPromptTokens: 96,
  /** Utterances whose mel frames stay cached for their next partial; each at most 1 MB. */
  cachedUtterances: 16,
  /** Sound the model is run on once while loading, so that the first real answer is not the slow one. */
  warmUpSamples: 16_000,
  /** Cores a recogniser may use for one job. Two lanes on two cores wait less with one each. */
  threads: 1,
} as const;

export const wordTuning = {
  /** Width of the median filter over attention, in 20 ms columns; as in Whisper's own alignment. */
  medianWidth: 7,
  /** Length of one attention column. */
  columnMs: 20 as Ms,
  /** A word is never trimmed below this. */
  minWordMs: 60 as Ms,
  /** Loudness, between the quiet tenth and the loud tenth of the clip, below which a column counts as pause. */
  pauseLevel: 0.2,
  /** Silence this long inside what warping gave a word splits it: stops between sounds of a word are shorter. */
  pauseMs: 200 as Ms,
} as const;

export const phantomTuning = {
  /** Below this mean log-probability (nats a token) `no_speech` is asked for: one more decoder step. */
  askBelowLogProb: -0.8,
  /**
   * Doubt = -(mean log-probability) + weight x P(no_speech). Chosen on 46 noises, hums, clicks and tones and 40
   * single words of one synthetic voice, each with both models: the noises gave 2.46 and more. In a second run, with
   * the voice's own variation, 4 of 80 words were above: all misheard ("Hmm." as "Done"). Not tried on other voices.
   */
  noSpeechWeight: 1.5,
  doubt: 2.38,
  /** For texts known to be invented less doubt is enough. */
  knownDoubt: 2,
} as const;

export const agreementTuning = {
  /** Words from the end that agreement alone may settle: 1 keeps the last word, often cut in half, open. */
  agreedFromEdgeWords: 1,
  /** A word this likely is settled at once if at least so many words follow it: lower shows sooner and errs more. */
  sureProbability: 0.95,
  sureFromEdgeWords: 1,
  /** A hypothesis below this mean log-probability settles nothing: on the 12 fixture clips 4.6 % of base's shown words changed without, 2 % with it. */
  trustedLogProb: -0.8,
} as const;

export const transducerTuning = {
  /** Zeros after complete sound: less and the last word may be missing. */
  tailMs: 500 as Ms,
  /** A word before a pause is taken to last at most this long: tokens carry no ends. */
  maxWordMs: 600 as Ms,
} as const;

export const recordingTuning = {
  /** Longest piece of a recording heard at once: longer gives more context, 30 s is the model's limit. */
  maxWindowMs: 28_000 as Ms,
  /** Speech without a pause is cut at its quietest place in this last part of a window. */
  cutSearchMs: 8000 as Ms,
  /** Sound kept around each region, so that soft beginnings and ends survive. */
  marginMs: 200 as Ms,
  /** A longer silence begins a new window: less is transcribed for nothing, and context ends with the topic. */
  maxGapMs: 1500 as Ms,
} as const;

export const subtitleTuning = {
  /** Characters a line and lines a cue: what fits a screen, as broadcasters' guides ask. */
  lineCharacters: 42,
  cueLines: 2,
  /** A cue shows no longer than this, and no shorter if the next leaves room. */
  maxCueMs: 7000 as Ms,
  minCueMs: 1000 as Ms,
  /** A pause this long between words begins a new cue. */
  pauseMs: 800 as Ms,
} as const;
