/**
 * One dictation: what is said while the key is down, as text to be written. Owns a recogniser of its own and the
 * order of the pieces; nothing of it reaches brain or history.
 */
import { FRAME_MS, FRAME_SAMPLES, msToSamples, samplesToMs } from '../../contract/audio.ts';
import type { AudioFrame } from '../../contract/audio.ts';
import type { FaultCode } from '../../contract/errors.ts';
import type { SampleRing } from '../dsp/sample-ring.ts';
import type { SttEngine } from '../stt/stt-port.ts';
import { vadTuning } from '../vad/tuning.ts';
import { createPieceCutter, dictationTuning } from './dictation-pieces.ts';
import { sessionTuning } from './session-context.ts';
import type { SessionContext } from './session-context.ts';

/** As `cleanDictation` of engine/dictation. */
export type CleanText = (
  text: string,
  options: { readonly removeFillers: boolean; readonly words: readonly string[] },
) => string;

export interface Dictation {
  readonly turnId: number;
  /** One frame; its samples are in the ring already. */
  hear(frame: AudioFrame, probability: number): void;
  /** The key is up: a little more is heard, then the rest is written. */
  release(): void;
  /** Ends it now. `keep`: what was said so far is still written. */
  end(keep: boolean, code?: FaultCode): void;
  /** Resolves once `dictationEnded` was published. */
  readonly settled: Promise<void>;
}

export interface DictationParts {
  readonly context: SessionContext;
  readonly stt: SttEngine;
  readonly ring: SampleRing;
  readonly clean: CleanText;
  readonly turnId: number;
  /** All its sound is there. */
  readonly onHeard: () => void;
}

export function createDictation(parts: DictationParts): Dictation {
  const { context, ring, turnId } = parts;
  const { sessionId, publish } = context;
  const stream = parts.stt.createStream({ sessionId, language: context.settings().language });
  const dropped = new AbortController();
  let startSamples = Math.max(0, ring.endSamples - msToSamples(sessionTuning.preRollMs));
  const cutter = createPieceCutter(startSamples, dictationTuning);
  let endSamples = ring.endSamples;
  let releasedMs: number | null = null;
  let over = false;
  let anySpeech = false;
  let partialRunning = false;
  let partialAtSamples = startSamples;
  let lastPartial = '';
  let piece = 0;
  let failure: FaultCode | undefined;
  /** Pieces are written in the order in which they were spoken. */
  let written: Promise<void> = Promise.resolve();
  let settle = () => {};
  const settled = new Promise<void>((resolve) => (settle = resolve));

  const clean = (text: string) => parts.clean(text, context.settings().dictation);

  function beginPiece(from: number): void {
    piece++;
    startSamples = from;
    anySpeech = false;
    lastPartial = '';
    partialAtSamples = from;
    stream.begin();
    stream.push(ring.read(from, ring.endSamples));
  }

  async function askPartial(): Promise<void> {
    const asked = piece;
    partialRunning = true;
    const outcome = await stream.partial(dropped.signal);
    partialRunning = false;
    if (outcome.kind !== 'done' || asked !== piece || over) return;
    const { text, stable } = outcome.value;
    if (text === '' || text === lastPartial) return;
    lastPartial = text;
    publish({ type: 'partialTranscription', turn_id: turnId, text, stable });
    publish({ type: 'dictated', turn_id: turnId, text: clean(text), final: false });
  }

  async function write(asked: ReturnType<typeof stream.final>, before: Promise<void>): Promise<void> {
    const outcome = await asked;
    await before;
    if (dropped.signal.aborted) return;
    if (outcome.kind === 'failed') {
      failure ??= outcome.fault.code;
      return context.publishFault(outcome.fault, turnId);
    }
    if (outcome.kind !== 'done' || outcome.value.phantom) return;
    const text = clean(outcome.value.text);
    if (text !== '') publish({ type: 'dictated', turn_id: turnId, text, final: true });
  }

  /** Has everything from the start of the piece to `to` transcribed; what follows begins the next. */
  function cut(to: number): void {
    if (anySpeech && to > startSamples) {
      stream.begin();
      stream.push(ring.read(startSamples, to));
      written = write(stream.final({ words: false, signal: dropped.signal }), written);
    }
  }

  function end(keep: boolean, code?: FaultCode): void {
    if (over) return;
    if (keep) cut(endSamples);
    over = true;
    if (!keep) dropped.abort();
    parts.onHeard();
    void written.then(() => {
      stream.close();
      const why = code ?? failure;
      publish({ type: 'dictationEnded', turn_id: turnId, ...(why ? { code: why } : {}) });
      settle();
    });
  }

  stream.begin();
  stream.push(ring.read(startSamples, ring.endSamples));

  return {
    turnId,
    settled,
    hear({ samples }, probability) {
      if (over) return;
      endSamples = ring.endSamples;
      const isSpeech = probability >= vadTuning.offThreshold;
      anySpeech ||= isSpeech;
      stream.push(samples);
      if (releasedMs !== null) {
        releasedMs += FRAME_MS;
        if (releasedMs >= dictationTuning.releaseMs) end(true);
        return;
      }
      let energy = 0;
      for (let i = 0; i < FRAME_SAMPLES; i++) energy += samples[i]! * samples[i]!;
      const at = cutter.step(isSpeech, energy, endSamples);
      if (at !== null) {
        cut(at);
        beginPiece(at);
        // what lies after the cut may be speech as well
        anySpeech = isSpeech || endSamples - at > msToSamples(dictationTuning.pauseMs);
        return;
      }
      const sinceMs = samplesToMs(endSamples - partialAtSamples);
      const pace = context.quality().partialPace;
      if (pace === null || !anySpeech || partialRunning) return;
      if (sinceMs >= sessionTuning.partialEveryMs * pace) {
        partialAtSamples = endSamples;
        void askPartial();
      }
    },
    release() {
      releasedMs ??= 0;
    },
    end,
  };
}
