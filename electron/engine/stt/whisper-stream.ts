/**
 * One session's utterances on a Whisper lane: holds the samples, decides what may wait, reuses answers for sound
 * already heard. Of one utterance at most one job waits; of two utterances both finals may, so none is lost.
 */
import { msToSamples } from '../../contract/audio.ts';
import { faultOf } from '../../contract/errors.ts';
import type { Handover, InferenceLane } from '../runtime/inference-lane.ts';
import { createLocalAgreement } from './local-agreement.ts';
import { isPhantom } from './phantom.ts';
import type {
  FinalOptions,
  PartialTranscript,
  SttOutcome,
  SttStream,
  SttStreamOptions,
  Transcript,
} from './stt-port.ts';
import { agreementTuning, sttTuning } from './tuning.ts';
import { createUtteranceBuffer } from './utterance-buffer.ts';
import { tagOfWhisperLanguage } from './language-tag.ts';
import type { WhisperAnswer, WhisperRequest } from './whisper-protocol.ts';

const MIN_SAMPLES = msToSamples(sttTuning.minUtteranceMs);

interface Heard {
  readonly answer: WhisperAnswer;
  readonly lengthSamples: number;
  readonly withWords: boolean;
  readonly computeMs: number;
}

export interface WhisperStreamOptions extends SttStreamOptions {
  /** Unique among the streams of the lane. */
  readonly streamId: string;
  /** Whisper's code, `auto`, or null if the model does not know the language. */
  readonly whisperLanguage: string | null;
}

const emptyTranscript = (language: string): Transcript => ({
  text: '',
  words: [],
  language,
  confidence: 0,
  phantom: false,
  computeMs: 0,
});

function toTranscript({ answer, computeMs }: Heard, words: boolean): Transcript {
  const { text, avgLogProb } = answer;
  return {
    text,
    words: words ? answer.words : [],
    language: tagOfWhisperLanguage(answer.language),
    confidence: text === '' ? 0 : Math.min(1, Math.exp(avgLogProb)),
    phantom: isPhantom(answer),
    computeMs,
  };
}

export function createWhisperStream(
  lane: InferenceLane<WhisperRequest, WhisperAnswer>,
  options: WhisperStreamOptions,
): SttStream {
  const { sessionId, streamId, whisperLanguage } = options;
  const buffer = createUtteranceBuffer();
  const partials = new Set<AbortController>();
  const finals = new Map<AbortController, number>();
  let utterance = 0;
  let agreement = createLocalAgreement();
  let heard: Heard | null = null;
  let closed = false;

  const utteranceId = (n: number) => `${streamId}:${n}`;
  const shownLanguage = whisperLanguage === 'auto' || !whisperLanguage ? 'en' : whisperLanguage;
  const cancelPartials = () => {
    for (const controller of partials) controller.abort();
  };

  function link(signal: AbortSignal | undefined, controller: AbortController): () => void {
    const abort = () => controller.abort();
    if (signal?.aborted) abort();
    signal?.addEventListener('abort', abort, { once: true });
    return () => signal?.removeEventListener('abort', abort);
  }

  async function hear(
    kind: 'partial' | 'final' | 'background',
    words: boolean,
    signal: AbortSignal,
  ): Promise<SttOutcome<Heard>> {
    let lengthSamples = buffer.lengthSamples;
    if (heard && heard.lengthSamples === lengthSamples && (heard.withWords || !words))
      return { kind: 'done', value: heard };
    const mine = utterance;
    const handOver = (): Handover<WhisperRequest> => {
      const samples = buffer.copy();
      lengthSamples = samples.length;
      const language = whisperLanguage ?? 'auto';
      const prompt = options.prompt ?? '';
      const request = { utterance: utteranceId(mine), samples, words, language, prompt };
      return { request, transfer: [samples.buffer] };
    };
    const outcome = await lane.submit({
      priority: kind,
      sessionId,
      goesFirst: options.goesFirst ?? false,
      coalesceKey: utteranceId(mine),
      signal,
      // a final is of what was said when it was asked for; a partial is cancelled before its utterance is cleared
      ...(kind === 'partial' ? { handOver } : handOver()),
    });
    if (outcome.kind === 'cancelled') return { kind: 'cancelled' };
    if (outcome.kind === 'failed') return outcome;
    const value: Heard = {
      answer: outcome.value,
      lengthSamples,
      withWords: words,
      computeMs: outcome.computeMs,
    };
    if (mine === utterance && (!heard || heard.lengthSamples <= lengthSamples)) heard = value;
    return { kind: 'done', value };
  }

  /** Nothing a recogniser could find words in. */
  const isTooLittle = () => buffer.lengthSamples < MIN_SAMPLES || buffer.peak < sttTuning.silentPeak;

  function refusal(): SttOutcome<never> | null {
    if (closed) return { kind: 'cancelled' };
    if (whisperLanguage === null) return { kind: 'failed', fault: faultOf('stt_language', options.language) };
    return null;
  }

  async function partial(signal?: AbortSignal): Promise<SttOutcome<PartialTranscript>> {
    const refused = refusal();
    if (refused) return refused;
    if (signal?.aborted || [...finals.values()].includes(utterance)) return { kind: 'cancelled' };
    if (isTooLittle()) {
      return { kind: 'done', value: { text: '', stable: '', heardSamples: buffer.lengthSamples } };
    }
    const controller = new AbortController();
    const unlink = link(signal, controller);
    const judge = agreement;
    partials.add(controller);
    try {
      const outcome = await hear('partial', false, controller.signal);
      if (outcome.kind !== 'done') return outcome;
      const { answer, lengthSamples } = outcome.value;
      const words = isPhantom(answer) ? [] : answer.certainty;
      const shown = judge.update(words, answer.avgLogProb >= agreementTuning.trustedLogProb);
      return { kind: 'done', value: { ...shown, heardSamples: lengthSamples } };
    } finally {
      partials.delete(controller);
      unlink();
    }
  }

  async function final({ words, priority, signal }: FinalOptions): Promise<SttOutcome<Transcript>> {
    const refused = refusal();
    if (refused) return refused;
    if (signal?.aborted) return { kind: 'cancelled' };
    cancelPartials();
    for (const [controller, of] of finals) if (of === utterance) controller.abort();
    if (isTooLittle()) return { kind: 'done', value: emptyTranscript(tagOfWhisperLanguage(shownLanguage)) };
    const controller = new AbortController();
    const unlink = link(signal, controller);
    finals.set(controller, utterance);
    try {
      const outcome = await hear(priority ?? 'final', words, controller.signal);
      if (outcome.kind !== 'done') return outcome;
      return { kind: 'done', value: toTranscript(outcome.value, words) };
    } finally {
      finals.delete(controller);
      unlink();
    }
  }

  return {
    begin() {
      cancelPartials();
      lane.notify({ forget: utteranceId(utterance) });
      utterance++;
      buffer.clear();
      agreement = createLocalAgreement();
      heard = null;
    },
    push: (samples) => !closed && buffer.push(samples),
    partial,
    final,
    close() {
      if (closed) return;
      closed = true;
      cancelPartials();
      for (const controller of finals.keys()) controller.abort();
      lane.notify({ forget: utteranceId(utterance) });
      buffer.clear();
      heard = null;
    },
  };
}
