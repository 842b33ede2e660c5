/**
 * The sound of the end-of-turn study: recorded (and, as a hold-out, synthetic) sentences followed by room tone, and
 * the same sentences interrupted by room tone between two words. Pure; needs word times, knows no model.
 */

const RATE = 16_000;
const HOP = 160;

/** Lead of room tone before speech, as the pre-roll gives it. */
const LEAD_SAMPLES = RATE / 2;
/** Room tone after an end or in a pause; the longest pause studied, and 0.8 s more for the slowest policy. */
export const TAIL_SAMPLES = 2 * RATE;
export const pauseLengthsMs = [300, 500, 800, 1200] as const;

export interface StudyWord {
  readonly word: string;
  /** Seconds from the start of the clip. */
  readonly start: number;
  readonly end: number;
}

/** `natural`: a silence the speaker made in the middle of the recording. */
export type SpanKind = 'end' | 'hold' | 'natural';

export interface StudySpan {
  /** Which recording it is from: fitting and judging never share one. */
  readonly clip: string;
  readonly kind: SpanKind;
  /** Up to and with TAIL_SAMPLES of room tone. */
  readonly sound: Float32Array;
  /** Where speech ends in `sound`, by energy. */
  readonly edgeSamples: number;
  /** For a natural pause: frames until speech goes on. */
  readonly pauseFrames?: number;
  /** For a hold: what is said after the pause, at least a second if there is as much. */
  readonly after: Float32Array;
}

const rmsOf = (samples: Float32Array, from: number, to: number) => {
  let sum = 0;
  const first = Math.max(0, from);
  const last = Math.min(samples.length, to);
  for (let i = first; i < last; i++) sum += samples[i]! ** 2;
  return last > first ? Math.sqrt(sum / (last - first)) : 0;
};

function hopLevels(samples: Float32Array): number[] {
  return Array.from({ length: Math.floor(samples.length / HOP) }, (_, i) =>
    rmsOf(samples, i * HOP, (i + 1) * HOP),
  );
}

const quantile = (values: readonly number[], share: number) => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
};

/** One past the last sample of speech: the last 10 ms within 35 dB of the loud twentieth of the clip. */
export function speechEndSamples(samples: Float32Array): number {
  const levels = hopLevels(samples);
  const threshold = quantile(levels, 0.95) * 10 ** (-35 / 20);
  for (let i = levels.length - 1; i >= 0; i--) if (levels[i]! >= threshold) return (i + 1) * HOP;
  return samples.length;
}

/** Low noise at the level of the clip's quietest twentieth, between -75 and -50 dBFS. */
function roomTone(samples: Float32Array, length: number): Float32Array {
  const level = Math.min(10 ** (-50 / 20), Math.max(10 ** (-75 / 20), quantile(hopLevels(samples), 0.05)));
  let state = 22_222;
  let smooth = 0;
  return Float32Array.from({ length }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    smooth = 0.7 * smooth + (state / 2 ** 32 - 0.5);
    return smooth * level * 2.47; // variance of the smoothed noise is 1/12/(1 - 0.49)
  });
}

/** Pieces after each other, crossed over 5 ms so that no seam clicks. */
function join(pieces: readonly Float32Array[]): Float32Array {
  const fade = 80;
  const out = new Float32Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    out.set(piece, at);
    const ramp = Math.min(fade, at, piece.length);
    for (let i = 0; i < ramp; i++) {
      out[at + i]! *= i / ramp;
      out[at - 1 - i]! *= i / ramp;
    }
    at += piece.length;
  }
  return out;
}

/** Where to cut between words: the quietest 10 ms near each boundary, for boundaries well inside a sentence. */
export function wordGaps(samples: Float32Array, words: readonly StudyWord[], most: number): number[] {
  const gaps: number[] = [];
  for (let i = 1; i < words.length - 1; i++) {
    if (/[.?!]$/.test(words[i]!.word)) continue;
    const boundary = (words[i]!.end + words[i + 1]!.start) / 2;
    let best = Math.round(boundary * RATE);
    let quietest = Infinity;
    for (let at = best - 800; at <= best + 800; at += HOP / 2) {
      const level = rmsOf(samples, at - HOP / 2, at + HOP / 2);
      if (level < quietest) {
        quietest = level;
        best = at;
      }
    }
    if (best > RATE / 2) gaps.push(best);
  }
  if (gaps.length <= most) return gaps;
  return Array.from({ length: most }, (_, i) => gaps[Math.floor(((i + 0.5) * gaps.length) / most)]!);
}

/** The clip between room tone, as one live recording. */
export function wholeSound(clip: StudyClip): { readonly sound: Float32Array; readonly edgeSamples: number } {
  const speech = clip.samples.subarray(0, speechEndSamples(clip.samples));
  const tone = roomTone(clip.samples, LEAD_SAMPLES + RATE);
  const sound = join([tone.subarray(0, LEAD_SAMPLES), speech, tone.subarray(0, RATE)]);
  return { sound, edgeSamples: LEAD_SAMPLES + speech.length };
}

export interface StudyClip {
  readonly name: string;
  readonly samples: Float32Array;
  readonly words: readonly StudyWord[];
}

/**
 * All spans of one clip. Each comes in several shifts against the frame grid, since the moment within a frame at
 * which speech ends is chance.
 */
export function spansOf(clip: StudyClip, endShifts: number, holdShifts: number): StudySpan[] {
  const speech = clip.samples.subarray(0, speechEndSamples(clip.samples));
  const tone = roomTone(clip.samples, TAIL_SAMPLES + RATE);
  const lead = (shift: number, of: number) =>
    tone.subarray(0, LEAD_SAMPLES + Math.round((shift * 512) / of) + ((clip.name.length * 97) % 128));
  const tail = tone.subarray(RATE / 2, RATE / 2 + TAIL_SAMPLES);
  const spans: StudySpan[] = [];
  for (let shift = 0; shift < endShifts; shift++) {
    const before = lead(shift, endShifts);
    spans.push({
      clip: clip.name,
      kind: 'end',
      sound: join([before, speech, tail]),
      edgeSamples: before.length + speech.length,
      after: new Float32Array(0),
    });
  }
  for (const gap of wordGaps(speech, clip.words, speech.length > 6 * RATE ? 10 : 5)) {
    const part = speech.subarray(0, gap);
    const edge = speechEndSamples(part);
    // inside a silence the speaker made himself the pause would be longer than it says
    if (gap - edge > 1_600) continue;
    for (let shift = 0; shift < holdShifts; shift++) {
      const before = lead(shift, holdShifts);
      spans.push({
        clip: clip.name,
        kind: 'hold',
        sound: join([before, part, tail]),
        edgeSamples: before.length + edge,
        after: speech.slice(gap, gap + RATE),
      });
    }
  }
  return spans;
}
