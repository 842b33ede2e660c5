/**
 * Goals 5 and 6: right-sized windows against full ones, word errors of both, how steady and early partials are, and,
 * where a native build is at hand, the same clips against whisper.cpp.
 */
import { readFileSync } from 'node:fs';
import type { SttEngine, SttStream } from '../../electron/engine/stt/stt-port.ts';
import { comparableWord } from '../../electron/engine/stt/local-agreement.ts';
import { fixturePath, loadFixtureClip } from '../support/fixture-clip.ts';
import { openWhisper, valueOf } from '../support/stt-engines.ts';
import { wordErrors } from '../support/word-errors.ts';
import { bootstrapMedian, measurePairs, median } from './support/alternating-pairs.ts';
import type { BenchResult, BenchRow } from './support/bench-result.ts';
import { compareWithWhisperCpp } from './support/compare-whisper-cpp.ts';
import { whisperCppSetup, WITHOUT_WHISPER_CPP } from './support/whisper-cpp.ts';

const PAIRS = 15;
const FULL_SAMPLES = 480_000;
const PARTIAL_STEP_SAMPLES = 4000;

const clips = readFileSync(fixturePath('transcripts.tsv'), 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => {
    const [file, text] = line.split('\t') as [string, string];
    return { text, samples: loadFixtureClip(file).samples };
  });

function paddedToFull(samples: Float32Array): Float32Array {
  const full = new Float32Array(FULL_SAMPLES);
  full.set(samples);
  return full;
}

async function transcribe(stream: SttStream, samples: Float32Array, words = false) {
  stream.begin();
  stream.push(samples);
  return valueOf(await stream.final({ words }));
}

async function measureWindow(engine: SttEngine, label: string, file: string): Promise<BenchRow[]> {
  const { samples } = loadFixtureClip(file);
  const full = paddedToFull(samples);
  const stream = engine.createStream({ sessionId: 'bench', language: 'en' });
  const times: number[] = [];
  const { ratios, dropped } = await measurePairs({
    pairs: PAIRS,
    a: async (pair) => {
      const { computeMs } = await transcribe(stream, samples);
      if (pair > 0) times.push(computeMs);
    },
    b: async () => void (await transcribe(stream, full)),
  });
  stream.close();
  const [low, high] = bootstrapMedian(ratios);
  const [fast, slow] = bootstrapMedian(times);
  return [
    {
      what: `${engine.name}, ${label} clip, final text, median`,
      value: median(times),
      unit: 'ms',
      spread: `${fast.toFixed(0)} to ${slow.toFixed(0)}`,
    },
    {
      what: `${engine.name}, ${label} clip, right-sized over full 30 s window`,
      value: median(ratios),
      unit: 'ratio',
      spread: `${low.toFixed(3)} to ${high.toFixed(3)}, ${dropped} pairs dropped`,
    },
  ];
}

async function measureErrors(engine: SttEngine): Promise<BenchRow> {
  const stream = engine.createStream({ sessionId: 'bench', language: 'en' });
  const count = { sized: 0, full: 0, words: 0 };
  for (const { text, samples } of clips) {
    const sized = wordErrors(text, (await transcribe(stream, samples)).text);
    count.sized += sized.errors;
    count.words += sized.words;
    count.full += wordErrors(text, (await transcribe(stream, paddedToFull(samples))).text).errors;
  }
  stream.close();
  const rise = (100 * (count.sized - count.full)) / count.words;
  return {
    what: `${engine.name}, word error rise of right-sized over full windows`,
    value: rise,
    unit: 'points',
    target: '<= 0.3 points',
    met: rise <= 0.3,
    spread: `${count.sized} against ${count.full} errors in ${count.words} words`,
  };
}

/** Feeds each clip in steps of 250 ms and compares what was shown as stable with the final words. */
async function measurePartials(engine: SttEngine): Promise<BenchRow[]> {
  let shown = 0;
  let changed = 0;
  let computeMs = 0;
  let audioMs = 0;
  const delays: number[] = [];
  for (const { samples } of clips) {
    const stream = engine.createStream({ sessionId: 'bench', language: 'en' });
    stream.begin();
    let settled: string[] = [];
    const firstShown: number[] = [];
    const changedFrom = (now: readonly string[]) => {
      const kept = settled.findIndex((word, i) => now[i] !== word);
      return kept < 0 ? settled.length : kept;
    };
    for (let at = 0; at + PARTIAL_STEP_SAMPLES < samples.length; at += PARTIAL_STEP_SAMPLES) {
      stream.push(samples.subarray(at, at + PARTIAL_STEP_SAMPLES));
      const startedAt = performance.now();
      const { stable } = valueOf(await stream.partial());
      const took = performance.now() - startedAt;
      computeMs += took;
      const now = stable.split(/\s+/u).filter(Boolean).map(comparableWord);
      const kept = changedFrom(now);
      changed += settled.length - kept;
      shown += now.length - kept;
      const shownAt = (at + PARTIAL_STEP_SAMPLES) / 16_000 + took / 1000;
      for (let i = kept; i < now.length; i++) firstShown[i] = shownAt;
      settled = now;
    }
    audioMs += samples.length / 16;
    stream.close();
    const whole = engine.createStream({ sessionId: 'bench', language: 'en' });
    const final = await transcribe(whole, samples, true);
    whole.close();
    const said = final.words.map(({ word }) => comparableWord(word));
    const kept = changedFrom(said);
    changed += settled.length - kept;
    final.words.forEach(({ end }, i) => {
      const at = i < kept ? firstShown[i]! : (samples.length / 16 + final.computeMs) / 1000;
      delays.push(at - end);
    });
  }
  delays.sort((a, b) => a - b);
  const p95 = delays[Math.floor(delays.length * 0.95)]!;
  const share = (100 * changed) / shown;
  return [
    {
      what: `${engine.name}, stable words of partials changed later`,
      value: share,
      unit: '%',
      target: '<= 5 %',
      met: share <= 5,
      spread: `${changed} of ${shown}`,
    },
    {
      what: `${engine.name}, a word shown as stable after it was spoken, p95`,
      value: p95,
      unit: 's',
      target: '<= 1.2 s',
      met: p95 <= 1.2,
      spread: `median ${median(delays).toFixed(2)} s`,
      note: 'partials every 250 ms; word ends as the recogniser itself times them',
    },
    {
      what: `${engine.name}, compute of partials every 250 ms over time of sound`,
      value: computeMs / audioMs,
      unit: 'ratio',
      target: '< 0.7',
      met: computeMs / audioMs < 0.7,
    },
  ];
}

export async function run(): Promise<BenchResult> {
  const rows: BenchRow[] = [];
  const native = whisperCppSetup(process.env);
  if (!native) console.log(`  ${WITHOUT_WHISPER_CPP}`);
  for (const name of ['whisper-tiny.en', 'whisper-base'] as const) {
    const engine = await openWhisper(name);
    rows.push(...(await measureWindow(engine, '2.9 s', 'speech/harvard-spk1-1.wav')));
    rows.push(...(await measureWindow(engine, '11 s', 'speech/jfk.wav')));
    rows.push(await measureErrors(engine));
    rows.push(...(await measurePartials(engine)));
    for (const model of native?.models.filter((other) => other.name === name) ?? [])
      for (const program of native!.programs)
        rows.push(...(await compareWithWhisperCpp(engine, program, model, clips)));
    await engine.close();
  }
  return {
    name: 'stt',
    goal:
      'Goals 5 and 6: right-sized Whisper windows against the same model on full 30 s windows, interleaved A/B/B/A, ' +
      '15 pairs, first discarded, bootstrap interval; steadiness and delay of partial words. One thread. ' +
      (native
        ? 'Against whisper.cpp, CPU only: same clip, weights and thread, greedy, no timestamps, the same window, models loaded before; ours with its lane, of whisper.cpp the call alone.'
        : 'The ratio against whisper.cpp itself needs a native build (CONTRIBUTING.md) and was left out of this run.'),
    rows,
  };
}
