/**
 * Replays the turn machine's rule on collected evidence: when would this policy have ended the turn? Pure. The
 * decision is the product's own (decideEndpoint); compute times are given, so a busy machine changes nothing.
 */
import { decideEndpoint } from '../../../electron/engine/turn/endpoint-policy.ts';
import type { EndpointTuning } from '../../../electron/engine/turn/endpoint-policy.ts';
import type { VadTuning } from '../../../electron/engine/vad/tuning.ts';
import { textFrames } from './endpoint-evidence.ts';
import type { SpanEvidence } from './endpoint-evidence.ts';
import { pauseLengthsMs } from './endpoint-material.ts';

const FRAME_MS = 32;
/** From the decision to the first sound of a reply: a short first piece of speech. */
const REPLY_MS = 100;

export interface ReplayTimes {
  /** From a question to its answer. */
  readonly turnMs: number;
  readonly sttMs: number;
}

/** On a quiet machine with one thread each, beside each other. */
export const quietTimes: ReplayTimes = { turnMs: 50, sttMs: 48 };

export interface ReplayPolicy {
  readonly endpoint: EndpointTuning;
  readonly vad: VadTuning;
  /** A frame this far below the loud speech before it counts as silent whatever VAD says; null: VAD alone. */
  readonly dropDb?: number | null;
  readonly times?: ReplayTimes;
}

interface Frame {
  readonly probability: number;
  readonly levelDb: number;
}

/** Frames of a span from four before the edge on; a hold goes on with speech after its pause. */
function framesOf(span: SpanEvidence, pause: number | null): Frame[] {
  if (span.kind === 'natural') {
    const heard = span.vad.map((probability, i) => ({ probability, levelDb: span.levels[i]! }));
    return [...span.before.map((probability) => ({ probability, levelDb: 0 })), ...heard];
  }
  const before = span.before.map((probability) => ({ probability, levelDb: 0 }));
  const resume = pause === null ? null : span.resumes[pause]!;
  const silent = span.vad.slice(0, resume?.atFrame);
  const frames = [...before, ...silent.map((probability, i) => ({ probability, levelDb: span.levels[i]! }))];
  if (resume) return [...frames, ...resume.vad.map((probability) => ({ probability, levelDb: 0 }))];
  return [...frames, ...Array.from({ length: 100 }, () => ({ probability: 0, levelDb: -90 }))];
}

const atFrame = <T>(values: readonly T[], i: number) => values[Math.max(0, Math.min(values.length - 1, i))]!;

function textAt(span: SpanEvidence, i: number): string {
  let text = span.texts[0]!;
  textFrames.forEach((frame, at) => {
    if (frame <= i) text = span.texts[at]!;
  });
  return text;
}

/**
 * The moment the turn is ended, in ms after the true end of speech; null if speech came first.
 * @param pause index into pauseLengthsMs for a hold, null for an end
 */
export function replay(span: SpanEvidence, pause: number | null, policy: ReplayPolicy): number | null {
  const { endpoint, vad, dropDb = null, times = quietTimes } = policy;
  const frames = framesOf(span, pause);
  const offset = span.before.length;
  let inSpeech = true;
  let silenceMs = 0;
  let asked = 0;
  let pending: { at: number; score?: { atSilenceMs: number; probability: number }; text?: string }[] = [];
  let scores: { atSilenceMs: number; probability: number }[] = [];
  let text: string | null = null;
  for (const [n, frame] of frames.entries()) {
    const i = n - offset;
    const now = span.edgeToFrameMs + i * FRAME_MS;
    // answers that come before this frame are weighed with the silence known then
    pending.sort((a, b) => a.at - b.at);
    while (pending.length > 0 && pending[0]!.at <= now) {
      const answer = pending.shift()!;
      if (answer.score) scores.push(answer.score);
      if (answer.text !== undefined) text = answer.text;
      if (text !== null && silenceMs >= decideEndpoint({ scores, text }, endpoint).requiredSilenceMs)
        return answer.at;
    }
    const dropped = dropDb !== null && i >= 0 && frame.levelDb < dropDb;
    const isSpeech = !dropped && frame.probability >= (inSpeech ? vad.offThreshold : vad.onThreshold);
    if (isSpeech) {
      if (!inSpeech && pause !== null && i >= span.resumes[pause]!.atFrame) return null;
      inSpeech = true;
      silenceMs = asked = 0;
      pending = [];
      scores = [];
      text = null;
      continue;
    }
    inSpeech = false;
    silenceMs += FRAME_MS;
    if (silenceMs === FRAME_MS * Math.ceil(endpoint.transcribeAtSilenceMs / FRAME_MS)) {
      pending.push({ at: now + times.sttMs, text: textAt(span, i) });
    }
    while (asked < endpoint.askAtSilenceMs.length && silenceMs >= endpoint.askAtSilenceMs[asked]!) {
      asked++;
      const score = { atSilenceMs: silenceMs, probability: atFrame(span.scores, i) };
      pending.push({ at: now + times.turnMs, score });
    }
    if (text !== null && silenceMs >= decideEndpoint({ scores, text }, endpoint).requiredSilenceMs)
      return now;
  }
  return span.kind === 'end' ? frames.length * FRAME_MS : null;
}

export interface PolicyFigures {
  /** Delay of the decision after the true end of speech, ms. */
  readonly p50: number;
  readonly p95: number;
  readonly mean: number;
  /** Share of pauses taken for an end, for each of pauseLengthsMs. */
  readonly cut: readonly number[];
  /** The same, but counting only turns whose reply would have been heard before the speaker went on. */
  readonly heard: readonly number[];
  /** Natural pauses taken for an end, and how many there are. */
  readonly natural: readonly [number, number];
}

const quantile = (sorted: readonly number[], share: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;

/** Figures of a policy over spans. */
export function judge(spans: readonly SpanEvidence[], policy: ReplayPolicy): PolicyFigures {
  const ends = spans.filter(({ kind }) => kind === 'end').map((span) => replay(span, null, policy)!);
  ends.sort((a, b) => a - b);
  const holds = spans.filter(({ kind }) => kind === 'hold');
  const cut = pauseLengthsMs.map(
    (_, pause) =>
      holds.filter((span) => replay(span, pause, policy) !== null).length / Math.max(1, holds.length),
  );
  const heard = pauseLengthsMs.map((_, pause) => {
    const spoken = holds.filter((span) => {
      const endedAt = replay(span, pause, policy);
      const resumedAt = span.edgeToFrameMs + (span.resumes[pause]!.atFrame + 1) * FRAME_MS;
      return endedAt !== null && endedAt + REPLY_MS < resumedAt;
    });
    return spoken.length / Math.max(1, holds.length);
  });
  const natural = spans.filter(({ kind }) => kind === 'natural');
  return {
    heard,
    natural: [natural.filter((span) => replay(span, null, policy) !== null).length, natural.length],
    p50: quantile(ends, 0.5),
    p95: quantile(ends, 0.95),
    mean: ends.reduce((sum, value) => sum + value, 0) / Math.max(1, ends.length),
    cut,
  };
}
