/** Goal 7: Smart Turn's features from a growing stream against transforming all eight seconds for each question. */
import { createSmartTurnFeatures } from '../../electron/engine/turn/smart-turn-features.ts';
import { FEATURE_VALUES } from '../../electron/engine/turn/smart-turn-shape.ts';
import { loadFixtureClip } from '../support/fixture-clip.ts';
import { smartTurnReference } from '../support/smart-turn-reference.ts';
import { bootstrapMedian, measurePairs, median } from './support/alternating-pairs.ts';
import type { BenchResult } from './support/bench-result.ts';

const PAIRS = 20;
/** Audio between two questions: two frames, as in a pause. */
const STEP_SAMPLES = 2 * 512;
const QUESTIONS = 30;
/** From here both see a full window of speech. */
const FROM_SAMPLES = 8.5 * 16_000;

export async function run(): Promise<BenchResult> {
  const speech = loadFixtureClip('speech/jfk.wav').samples;
  const incremental = createSmartTurnFeatures();
  const out = new Float32Array(FEATURE_VALUES);
  const full = new Float64Array(FEATURE_VALUES);
  const timesUs: number[] = [];

  let error = 0;
  for (let end = 0; end + 8_000 <= speech.length; end += 8_000) {
    incremental.push(speech.subarray(end, end + 8_000));
    incremental.read(out);
    smartTurnReference(speech.subarray(0, end + 8_000), full);
    for (let i = 0; i < out.length; i++) error = Math.max(error, Math.abs(out[i]! - full[i]!));
  }

  // the audio that arrives between the questions, with its transforms, counts as part of the work
  const questionEnds = Array.from({ length: QUESTIONS }, (_, i) => FROM_SAMPLES + (i + 1) * STEP_SAMPLES);
  const streams = Array.from({ length: PAIRS + 1 }, () => {
    const stream = createSmartTurnFeatures();
    stream.push(speech.subarray(0, FROM_SAMPLES));
    return stream;
  });
  const { ratios, dropped } = await measurePairs({
    pairs: PAIRS,
    a: (pair) => {
      const startedAt = performance.now();
      for (const end of questionEnds) {
        streams[pair]!.push(speech.subarray(end - STEP_SAMPLES, end));
        streams[pair]!.read(out);
      }
      timesUs.push(((performance.now() - startedAt) * 1000) / QUESTIONS);
      return Promise.resolve();
    },
    b: () => {
      for (const end of questionEnds) smartTurnReference(speech.subarray(0, end), full);
      return Promise.resolve();
    },
  });
  const ratio = median(ratios);
  const [low, high] = bootstrapMedian(ratios);
  return {
    name: 'smart-turn-features',
    goal:
      'Goal 7: features incrementally, R <= 0.05 of a full recompute, error <= 1e-5. 30 questions 64 ms apart on ' +
      'one stream, the transforms of the audio between them counted; both sides use the same transform.',
    rows: [
      {
        what: 'incremental over full recompute, median',
        value: ratio,
        unit: 'ratio',
        target: '<= 0.05',
        met: ratio <= 0.05,
        spread: `${low.toFixed(4)} to ${high.toFixed(4)}, ${ratios.length} pairs, ${dropped} dropped`,
      },
      {
        what: 'largest error against the full recompute, 22 window positions',
        value: error,
        unit: 'log10 units / 4',
        target: '<= 1e-5',
        met: error <= 1e-5,
      },
      { what: 'one question, incremental, median', value: median(timesUs), unit: 'us' },
    ],
  };
}
