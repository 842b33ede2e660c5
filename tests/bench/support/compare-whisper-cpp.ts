/**
 * Goal 5 against whisper.cpp itself: the same clip, the same weights, as many threads, windows of one size, greedy
 * decoding without timestamps, both models loaded before. In windows of this size whisper.cpp sometimes repeats
 * itself up to the limit; it is stopped after the steps it takes over the full window, so that its loops are not
 * counted as time. Owns the comparison; refuses one whose model mishears.
 */
import type { SttEngine, SttStream } from '../../../electron/engine/stt/stt-port.ts';
import { sttTuning } from '../../../electron/engine/stt/tuning.ts';
import { loadFixtureClip } from '../../support/fixture-clip.ts';
import { valueOf } from '../../support/stt-engines.ts';
import { wordErrors } from '../../support/word-errors.ts';
import { bootstrapMedian, measurePairs, median } from './alternating-pairs.ts';
import type { BenchRow } from './bench-result.ts';
import { openWhisperCpp } from './whisper-cpp.ts';
import type { WhisperCpp, WhisperCppAnswer, WhisperCppModel } from './whisper-cpp.ts';

export interface SpokenClip {
  readonly text: string;
  readonly samples: Float32Array;
}

const PAIRS = 20;
const TARGET = 0.4;
/** Word errors over full windows above which a model is taken for a wrong conversion. */
const MOST_ERRORS_PERCENT = 10;

async function hear(stream: SttStream, samples: Float32Array): Promise<string> {
  stream.begin();
  stream.push(samples);
  return valueOf(await stream.final({ words: false })).text;
}

async function errorsOf(clips: readonly SpokenClip[], hearOne: (samples: Float32Array) => Promise<string>) {
  const count = { errors: 0, words: 0 };
  for (const { text, samples } of clips) {
    const { errors, words } = wordErrors(text, await hearOne(samples));
    count.errors += errors;
    count.words += words;
  }
  return count;
}

function sharesOf(answers: readonly WhisperCppAnswer[]): string {
  const share = (of: (answer: WhisperCppAnswer) => number) => median(answers.map(of)).toFixed(1);
  const decoder = share(({ totalMs, melMs, encodeMs }) => totalMs - melMs - encodeMs);
  return (
    `whisper.cpp ${share(({ totalMs }) => totalMs)} ms: features ${share(({ melMs }) => melMs)}, ` +
    `encoder ${share(({ encodeMs }) => encodeMs)}, decoder and the rest ${decoder} ` +
    `(${answers[0]!.tokens} steps)`
  );
}

/** Ours is timed from the call to the text in the caller's hands; of whisper.cpp only `whisper_full` is. */
async function measureClip(
  engine: SttEngine,
  native: WhisperCpp,
  what: string,
  samples: Float32Array,
): Promise<BenchRow> {
  const stream = engine.createStream({ sessionId: 'bench', language: 'en' });
  const { tokens: steps } = await native.transcribe(samples, 'full');
  const ours: number[] = [];
  const theirs: WhisperCppAnswer[] = [];
  let text = '';
  const { ratios, dropped } = await measurePairs({
    pairs: PAIRS,
    a: async (pair) => {
      const startedAt = performance.now();
      text = await hear(stream, samples);
      const took = performance.now() - startedAt;
      if (pair > 0) ours.push(took);
      return took;
    },
    b: async (pair) => {
      const answer = await native.transcribe(samples, 'right-sized', steps);
      if (pair > 0) theirs.push(answer);
      return answer.totalMs;
    },
  });
  stream.close();
  const [low, high] = bootstrapMedian(ratios);
  const ratio = median(ratios);
  return {
    what,
    value: ratio,
    unit: 'ratio',
    target: `<= ${TARGET}`,
    met: ratio <= TARGET,
    spread: `${low.toFixed(3)} to ${high.toFixed(3)}, ${dropped} of ${PAIRS} pairs dropped`,
    note:
      `ours ${median(ours).toFixed(1)} ms; ${sharesOf(theirs)}; ours heard "${text}", ` +
      `whisper.cpp "${theirs[0]!.text}"`,
  };
}

/**
 * Rows for one ggml file against the engine with the same weights, which runs with `sttTuning.threads`.
 * Throws if the model mishears the clips even with full windows.
 */
export async function compareWithWhisperCpp(
  engine: SttEngine,
  program: string,
  model: WhisperCppModel,
  clips: readonly SpokenClip[],
): Promise<BenchRow[]> {
  const { threads } = sttTuning;
  const native = await openWhisperCpp(program, model.file, threads);
  try {
    // first, while the process has seen no full window: what one leaves behind changes what whisper.cpp hears next
    const sized = await errorsOf(
      clips,
      async (samples) => (await native.transcribe(samples, 'right-sized')).text,
    );
    const full = await errorsOf(clips, async (samples) => (await native.transcribe(samples, 'full')).text);
    if (100 * full.errors > MOST_ERRORS_PERCENT * full.words)
      throw new Error(
        `${model.file} mishears ${full.errors} of ${full.words} words with full windows: a wrong conversion is not compared.`,
      );
    const stream = engine.createStream({ sessionId: 'bench', language: 'en' });
    const ours = await errorsOf(clips, (samples) => hear(stream, samples));
    stream.close();
    const { label, features } = native.build;
    const beside = `over whisper.cpp ${label} ${model.format}, ${threads} thread, both right-sized`;
    const row = (length: string, file: string) =>
      measureClip(
        engine,
        native,
        `${engine.name}, ${length} clip, final text ${beside}`,
        loadFixtureClip(file).samples,
      );
    return [
      await row('2.9 s', 'speech/harvard-spk1-1.wav'),
      await row('11 s', 'speech/jfk.wav'),
      {
        what: `${engine.name}, word errors of whisper.cpp ${label} ${model.format} with right-sized windows`,
        value: (100 * sized.errors) / sized.words,
        unit: '%',
        spread: `${sized.errors} of ${sized.words} words; with full windows ${full.errors}, ours right-sized ${ours.errors}`,
        note: `built for ${features.join(', ')}`,
      },
    ];
  } finally {
    await native.close();
  }
}
