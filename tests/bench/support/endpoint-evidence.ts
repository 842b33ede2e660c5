/** What the models say around each span of the study, collected once so that policies can be tried in seconds. */
import { createRealClock } from '../../../electron/engine/runtime/clock.ts';
import { createCoreScheduler } from '../../../electron/engine/runtime/core-scheduler.ts';
import type { SttEngine } from '../../../electron/engine/stt/stt-port.ts';
import { createWhisperEngine } from '../../../electron/engine/stt/whisper-engine.ts';
import type { EndOfTurnModel } from '../../../electron/engine/turn/end-of-turn-port.ts';
import { createSmartTurnModel } from '../../../electron/engine/turn/smart-turn-model.ts';
import { loadSileroVad } from '../../../electron/engine/vad/silero-vad.ts';
import type { VadModel } from '../../../electron/engine/vad/vad-port.ts';
import type { Result } from '../../../electron/contract/errors.ts';
import { weightsPath } from '../../support/golden-values.ts';
import { pauseLengthsMs, TAIL_SAMPLES, wholeSound } from './endpoint-material.ts';
import type { SpanKind, StudyClip, StudySpan, StudyWord } from './endpoint-material.ts';

const FRAME = 512;

/** One span as the models hear it. Frames count from `firstFrame`, the one in which speech ends. */
export interface SpanEvidence {
  readonly clip: string;
  readonly kind: SpanKind;
  /** From the true end of speech to the end of `firstFrame`, ms: 0 to 32. */
  readonly edgeToFrameMs: number;
  /** VAD probability of the frames before `firstFrame`, oldest first. */
  readonly before: readonly number[];
  /** VAD probability from `firstFrame` to the end of the room tone. */
  readonly vad: readonly number[];
  /** Level of the same frames in dB against the loud twentieth of the speech before. */
  readonly levels: readonly number[];
  /** Smart Turn at the end of frame `firstFrame` + i. */
  readonly scores: readonly number[];
  /** Text of everything up to the end of frame `firstFrame` + textFrames[i]. */
  readonly texts: readonly string[];
  /** For a hold, for each pause length: frames from `firstFrame` to the first that holds speech again, and VAD from there. */
  readonly resumes: readonly { readonly atFrame: number; readonly vad: readonly number[] }[];
  readonly sttMs: number;
  readonly turnMs: number;
}

/** Frames after the edge at which the text is taken; between them the last one counts. */
export const textFrames = [0, 1, 2, 3, 4, 6, 9] as const;
const SCORE_FRAMES = 16;

export interface StudyModels {
  readonly vad: VadModel;
  readonly turn: EndOfTurnModel;
  readonly stt: SttEngine;
  close(): Promise<void>;
}

function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.fault.message);
  return result.value;
}

export async function loadStudyModels(): Promise<StudyModels> {
  const clock = createRealClock();
  const scheduler = createCoreScheduler(2);
  const vad = must(await loadSileroVad(weightsPath('silero-vad/silero_vad.onnx')));
  const turn = must(
    await createSmartTurnModel({
      modelPath: weightsPath('smart-turn/smart-turn-v3.2-cpu.onnx'),
      clock,
      scheduler,
    }),
  );
  const name = 'whisper-tiny.en';
  const stt = must(
    await createWhisperEngine({ model: { name, folder: weightsPath(name) }, clock, scheduler }),
  );
  return {
    vad,
    turn,
    stt,
    async close() {
      await Promise.all([vad.close(), turn.close(), stt.close()]);
    },
  };
}

/** Word times of a clip, for cutting between words. */
export async function transcribeWords(
  models: StudyModels,
  samples: Float32Array,
): Promise<readonly StudyWord[]> {
  const stream = models.stt.createStream({ sessionId: 'words', language: 'en' });
  stream.begin();
  stream.push(samples);
  const outcome = await stream.final({ words: true });
  stream.close();
  if (outcome.kind !== 'done') throw new Error(`no words: ${outcome.kind}`);
  return outcome.value.words;
}

async function probabilities(vad: VadModel, sound: Float32Array): Promise<number[]> {
  const stream = vad.createStream();
  const found: number[] = [];
  for (let at = 0; at + FRAME <= sound.length; at += FRAME) {
    found.push(Math.round((await stream.process(sound.subarray(at, at + FRAME))) * 1e3) / 1e3);
  }
  return found;
}

const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

function levelsOf(span: StudySpan, frames: number): number[] {
  const level = (frame: number) => {
    let sum = 0;
    for (let i = frame * FRAME; i < (frame + 1) * FRAME; i++) sum += span.sound[i]! ** 2;
    return 10 * Math.log10(sum / FRAME + 1e-12);
  };
  const all = Array.from({ length: frames }, (_, frame) => level(frame));
  const spoken = all.slice(0, Math.floor(span.edgeSamples / FRAME)).sort((a, b) => a - b);
  const loud = spoken[Math.floor(spoken.length * 0.95)] ?? 0;
  return all.map((value) => Math.round((value - loud) * 10) / 10);
}

/** Asks everything about one span; about a second and a half of compute. */
export async function collectSpan(models: StudyModels, span: StudySpan): Promise<SpanEvidence> {
  const { sound, edgeSamples } = span;
  const firstFrame = Math.floor((edgeSamples - 1) / FRAME);
  const vad = await probabilities(models.vad, sound);
  const turnStream = models.turn.createStream('study');
  const sttStream = models.stt.createStream({ sessionId: 'study', language: 'en' });
  turnStream.begin();
  sttStream.begin();
  // the pre-roll of the product is half a second before speech; the recogniser gets a fifth of it
  const sttFrom = 16_000 * 0.3;
  turnStream.push(sound.subarray(0, firstFrame * FRAME));
  sttStream.push(sound.subarray(sttFrom, firstFrame * FRAME));
  const scores: number[] = [];
  const texts: string[] = [];
  const times = { stt: [] as number[], turn: [] as number[] };
  const asked = Math.min(SCORE_FRAMES, (span.pauseFrames ?? SCORE_FRAMES) + 1);
  for (let i = 0; i < asked; i++) {
    const frame = sound.subarray((firstFrame + i) * FRAME, (firstFrame + i + 1) * FRAME);
    turnStream.push(frame);
    sttStream.push(frame);
    const score = await turnStream.ask();
    if (score.kind !== 'done') throw new Error(score.kind);
    scores.push(Math.round(score.probability * 1e3) / 1e3);
    times.turn.push(score.computeMs);
    if (!textFrames.some((at) => at === i)) continue;
    const text = await sttStream.final({ words: true });
    if (text.kind !== 'done') throw new Error(text.kind);
    texts.push(text.value.phantom ? '' : text.value.text);
    times.stt.push(text.value.computeMs);
  }
  turnStream.close();
  sttStream.close();
  const kept = span.pauseFrames === undefined ? vad.length : firstFrame + span.pauseFrames + 4;
  const resumes = [];
  if (span.kind === 'hold') {
    const pauseFrom = sound.length - TAIL_SAMPLES;
    for (const ms of pauseLengthsMs) {
      const until = pauseFrom + ms * 16;
      const again = new Float32Array(until + span.after.length);
      again.set(sound.subarray(0, until));
      again.set(span.after, until);
      const atFrame = Math.floor(until / FRAME);
      const heard = await probabilities(models.vad, again);
      resumes.push({ atFrame: atFrame - firstFrame, vad: heard.slice(atFrame, atFrame + 24) });
    }
  }
  return {
    clip: span.clip,
    kind: span.kind,
    edgeToFrameMs: Math.round((((firstFrame + 1) * FRAME - edgeSamples) / 16) * 100) / 100,
    before: vad.slice(Math.max(0, firstFrame - 4), firstFrame),
    vad: vad.slice(firstFrame, kept),
    levels: levelsOf(span, vad.length).slice(firstFrame, kept),
    scores,
    texts,
    resumes,
    sttMs: Math.round(median(times.stt)),
    turnMs: Math.round(median(times.turn)),
  };
}

/** Silence of two frames and more that speakers made themselves, by VAD or by level, well inside the recording. */
export async function naturalSpans(models: StudyModels, clip: StudyClip): Promise<StudySpan[]> {
  const { sound, edgeSamples } = wholeSound(clip);
  const span = { clip: clip.name, kind: 'natural', sound, edgeSamples, after: new Float32Array(0) } as const;
  const vad = await probabilities(models.vad, sound);
  const levels = levelsOf(span, vad.length);
  const silent = vad.map((probability, i) => probability < 0.6 || levels[i]! < -22);
  const spans: StudySpan[] = [];
  for (let frame = 32; frame < Math.floor(edgeSamples / FRAME) - 4; frame++) {
    if (!silent[frame] || silent[frame - 1]) continue;
    let pauseFrames = 1;
    while (silent[frame + pauseFrames]) pauseFrames++;
    const until = (frame + pauseFrames + 8) * FRAME;
    if (pauseFrames < 2 || until > edgeSamples) continue;
    spans.push({ ...span, sound: sound.subarray(0, until), edgeSamples: frame * FRAME, pauseFrames });
  }
  return spans;
}

/** Clips ready for cutting, from their sound. */
export async function studyClip(
  models: StudyModels,
  name: string,
  samples: Float32Array,
): Promise<StudyClip> {
  return { name, samples, words: await transcribeWords(models, samples) };
}
