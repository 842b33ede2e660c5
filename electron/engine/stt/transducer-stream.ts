/** One session's utterances on a streaming recogniser: sound goes over once, jobs only ask for the text so far. */
import { faultOf } from '../../contract/errors.ts';
import type { InferenceLane, LaneOutcome } from '../runtime/inference-lane.ts';
import { createLocalAgreement } from './local-agreement.ts';
import { isPhantom } from './phantom.ts';
import type { FinalOptions, PartialTranscript, SttOutcome, SttStream, Transcript } from './stt-port.ts';
import type { TransducerAnswer, TransducerNotice, TransducerRequest } from './transducer-protocol.ts';
import { createUtteranceBuffer } from './utterance-buffer.ts';

export interface TransducerStreamOptions {
  readonly sessionId: string;
  /** Unique among the streams of the lane. */
  readonly streamId: string;
  readonly language: string;
  readonly languageKnown: boolean;
}

export function createTransducerStream(
  lane: InferenceLane<TransducerRequest, TransducerAnswer>,
  options: TransducerStreamOptions,
): SttStream {
  const { sessionId, streamId } = options;
  const buffer = createUtteranceBuffer();
  const waiting = new Map<AbortController, { readonly utterance: number; readonly complete: boolean }>();
  let utterance = 0;
  let sentSamples = 0;
  let agreement = createLocalAgreement();
  let closed = false;

  const utteranceId = (n: number) => `${streamId}:${n}`;
  const notify = (notice: TransducerNotice, transfer: readonly ArrayBuffer[] = []) =>
    lane.notify(notice, transfer);

  function sendNewSound(): void {
    if (buffer.lengthSamples === sentSamples) return;
    const samples = buffer.copy().slice(sentSamples);
    sentSamples = buffer.lengthSamples;
    notify({ kind: 'feed', utterance: utteranceId(utterance), samples }, [samples.buffer]);
  }

  async function ask(
    complete: boolean,
    priority: 'partial' | 'final' | 'background',
    signal?: AbortSignal,
  ): Promise<SttOutcome<{ answer: TransducerAnswer; computeMs: number }>> {
    sendNewSound();
    const controller = new AbortController();
    const abort = () => controller.abort();
    signal?.addEventListener('abort', abort, { once: true });
    waiting.set(controller, { utterance, complete });
    const outcome: LaneOutcome<TransducerAnswer> = await lane.submit({
      priority,
      sessionId,
      request: { utterance: utteranceId(utterance), complete },
      coalesceKey: utteranceId(utterance),
      signal: controller.signal,
    });
    waiting.delete(controller);
    signal?.removeEventListener('abort', abort);
    if (outcome.kind === 'cancelled') return { kind: 'cancelled' };
    if (outcome.kind === 'failed') return outcome;
    return { kind: 'done', value: { answer: outcome.value, computeMs: outcome.computeMs } };
  }

  function cancel(which: (job: { utterance: number; complete: boolean }) => boolean): void {
    for (const [controller, job] of waiting) if (which(job)) controller.abort();
  }

  function refusal(signal?: AbortSignal): SttOutcome<never> | null {
    if (closed || signal?.aborted) return { kind: 'cancelled' };
    if (options.languageKnown) return null;
    return { kind: 'failed', fault: faultOf('stt_language', options.language) };
  }

  return {
    begin() {
      cancel((job) => !job.complete);
      notify({ kind: 'forget', utterance: utteranceId(utterance - 1) });
      utterance++;
      sentSamples = 0;
      buffer.clear();
      agreement = createLocalAgreement();
    },
    push: (samples) => !closed && buffer.push(samples),
    async partial(signal): Promise<SttOutcome<PartialTranscript>> {
      const refused = refusal(signal);
      if (refused) return refused;
      if ([...waiting.values()].some((job) => job.complete && job.utterance === utterance))
        return { kind: 'cancelled' };
      const judge = agreement;
      const heardSamples = buffer.lengthSamples;
      if (heardSamples === 0) return { kind: 'done', value: { ...judge.update([]), heardSamples } };
      const outcome = await ask(false, 'partial', signal);
      if (outcome.kind !== 'done') return outcome;
      const { answer } = outcome.value;
      const words = answer.text
        .split(/(?=\s)/u)
        .filter((word) => word.trim() !== '')
        .map((word, i) => ({ word, probability: answer.words[i]?.confidence ?? 0 }));
      return { kind: 'done', value: { ...judge.update(words), heardSamples } };
    },
    async final({ words, priority, signal }: FinalOptions): Promise<SttOutcome<Transcript>> {
      const refused = refusal(signal);
      if (refused) return refused;
      cancel((job) => !job.complete || job.utterance === utterance);
      const outcome: Awaited<ReturnType<typeof ask>> =
        buffer.lengthSamples === 0
          ? { kind: 'done', value: { answer: { text: '', words: [], confidence: 0 }, computeMs: 0 } }
          : await ask(true, priority ?? 'final', signal);
      if (outcome.kind !== 'done') return outcome;
      const { answer, computeMs } = outcome.value;
      const { text, confidence } = answer;
      const avgLogProb = confidence > 0 ? Math.log(confidence) : 0;
      return {
        kind: 'done',
        value: {
          text,
          words: words ? answer.words : [],
          language: options.language === 'auto' ? 'en' : options.language,
          confidence,
          phantom: isPhantom({ text, avgLogProb, noSpeech: null }),
          computeMs,
        },
      };
    },
    close() {
      if (closed) return;
      closed = true;
      cancel(() => true);
      notify({ kind: 'forget', utterance: utteranceId(utterance - 1) });
      notify({ kind: 'forget', utterance: utteranceId(utterance) });
      buffer.clear();
    },
  };
}
