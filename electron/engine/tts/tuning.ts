/** Every tunable of the voice: what the values are, what they do to the ear, and why they are as they are. */
import type { Ms } from '../../contract/audio.ts';

export const ttsTuning = {
  /** Longest text the model is handed at once, characters. Memory grows with the square of it: 1,000 take 1.6 GB. */
  maxRequestChars: 300,
  /** Spoken form of one piece aimed at, characters. Longer pieces sound more of one breath but cancel later. */
  maxPieceChars: 220,
  /** Spoken form below which a text is not divided, characters: dividing costs more than the whole takes. */
  undividedChars: 24,
  /**
   * Share of a sentence the first piece may take. Its computing time is what the listener waits for;
   * 0.27 keeps the wait below 0.35 of the whole sentence (goal 8), as every call has a fixed cost.
   */
  firstPieceShare: 0.27,
  /** The first piece never aims below this many characters: shorter ones sound chopped. */
  firstPieceMinChars: 10,
  /** The first piece never aims above this many characters, however long the sentence. */
  firstPieceMaxChars: 60,
  /**
   * A piece may be this many times as long as the one before it. The voice computes about 10 times as fast as it
   * speaks on a quiet core; 4 leaves the next piece ready in time on a busy one, so that no gap is heard.
   */
  pieceGrowth: 4,
  /** Level below which sound counts as silence, linear RMS over 5 ms. The voice idles at 0.0002; fricatives start at 0.004. */
  silenceRms: 0.003,
  /** Kept before the first sound: keeps soft onsets whole. The model leads with 45 ms of silence, which is heard as delay. */
  leadKeepMs: 8 as Ms,
  /** Kept after the last sound where the text ends a sentence: the pause the listener expects there. */
  sentenceTailMs: 220 as Ms,
  /** Kept after a comma, colon, semicolon or dash. */
  clauseTailMs: 110 as Ms,
  /** Kept where a sentence was cut between words: no pause may be heard. */
  wordTailMs: 25 as Ms,
  /** Fade at both edges of every piece: shorter clicks, longer eats plosives. */
  fadeMs: 4 as Ms,
  /** Loudness every piece is brought to, LUFS; equal pieces make seams nobody hears. Close to the voice's own level. */
  targetLufs: -22,
  /** Most the level is corrected, dB. Beyond it the measure is wrong rather than the sound (a lone consonant). */
  maxGainDb: 9,
  /** Highest sample after correction: leaves room for resampling to overshoot. */
  peakLimit: 0.97,
  /** Spoken texts up to this length are remembered, characters: openings and fixed phrases return, sentences seldom do. */
  cacheableChars: 64,
  /** Memory for remembered sounds: about 90 seconds at 22.05 kHz. */
  cacheBytes: 8 * 1024 * 1024,
} as const;
