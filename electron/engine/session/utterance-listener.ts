/**
 * Collects the sound of one utterance at a time and asks the recogniser and Smart Turn about it. Owns their
 * streams, pre-roll and the pace of partials; decides nothing: answers go back to the turn machine as events.
 */
import { ENGINE_RATE_HZ, msToSamples, samplesToMs } from '../../contract/audio.ts';
import type { AudioFrame, Ms } from '../../contract/audio.ts';
import { faultOf } from '../../contract/errors.ts';
import type { WordTime } from '../../contract/events.ts';
import type { SampleRing } from '../dsp/sample-ring.ts';
import { sleep } from '../runtime/clock.ts';
import type { SttEngine, SttStream } from '../stt/stt-port.ts';
import type { EndOfTurnModel } from '../turn/end-of-turn-port.ts';
import type { TurnEvent } from '../turn/turn-events.ts';
import type { HintedStream } from './hinted-stream.ts';
import { hearWithSmall } from './small-final.ts';
import { sessionTuning } from './session-context.ts';
import type { SessionContext } from './session-context.ts';
import type { TextEdit } from './text-edit.ts';
import type { TurnLedger } from './turn-ledger.ts';

export interface UtteranceListener {
  /** Every frame of the session, in order. */
  hear(frame: AudioFrame): void;
  /** @param phraseEndSamples where the wake phrase ends with which it begins; null: it begins with none */
  begin(turnId: number, fromSamples: number, phraseEndSamples: number | null): void;
  /** The utterance begins anew now, but nobody has spoken: it is kept, and no partial asked for. */
  awaitSpeech(turnId: number): void;
  transcribe(turnId: number, pauseId: number): void;
  askTurn(turnId: number, pauseId: number, atSilenceMs: Ms): void;
  /** Speech goes on: answers for the current pause are not wanted. */
  dropPause(): void;
  /** The utterance is over or thrown away. */
  end(): void;
  /** Sound of the current or last utterance, 16 kHz. */
  sound(): Float32Array;
  close(): void;
}

export interface ListenerParts {
  readonly context: SessionContext;
  readonly stt: SttEngine;
  /** The small recogniser while it is loaded beside `stt` and knows the language; else null. */
  readonly small?: () => SttEngine | null;
  /** Null when the model is missing: silence and text decide alone. */
  readonly turnModel: EndOfTurnModel | null;
  readonly ledger: TurnLedger;
  /** Holds the recent past; written here, one frame after the other. */
  readonly ring: SampleRing;
  /** Shows what begins with the wake phrase: told to expect it, it recognises it and makes up another at the end. */
  readonly hinted: HintedStream;
  /** Takes the wake phrase off the front of what was heard. */
  readonly edit: TextEdit;
  readonly dispatch: (event: TurnEvent) => void;
}

/** Word times from the start of an utterance to the start of the session, in seconds rounded to a millisecond. */
export function shiftWords(words: readonly WordTime[], offsetSamples: number): WordTime[] {
  const offset = offsetSamples / ENGINE_RATE_HZ;
  const shifted = (seconds: number) => Math.round((seconds + offset) * 1000) / 1000;
  return words.map((word) => ({ ...word, start: shifted(word.start), end: shifted(word.end) }));
}

export function createUtteranceListener(parts: ListenerParts): UtteranceListener {
  const { context, stt, turnModel, ledger, ring, edit, dispatch } = parts;
  const { clock, sessionId, watch } = context;
  const recognizer = stt.createStream({
    sessionId,
    // read anew with each utterance, since the language may be changed in mid-conversation
    get language() {
      return context.settings().language;
    },
  });
  /** Where partials come from. */
  let shower: SttStream = recognizer;
  let phraseEndSamples: number | null = null;
  const turnStream = turnModel?.createStream(sessionId) ?? null;
  let active = false;
  let turnId = 0;
  let startSamples = 0;
  let endSamples = 0;
  let partialAtSamples = 0;
  let partialRunning = false;
  let lastPartial = '';
  /** A final is asked for, and a partial would only repeat it; or nobody has spoken yet. */
  let paused = false;
  let pause = new AbortController();
  let utterance = new AbortController();

  async function askPartial(): Promise<void> {
    const asked = turnId;
    partialRunning = true;
    const beganMs = clock.now();
    const outcome = await shower.partial(utterance.signal);
    partialRunning = false;
    if (outcome.kind === 'failed') watch.failed('partial');
    if (outcome.kind !== 'done') return;
    watch.took('partial', clock.now() - beganMs);
    if (asked !== turnId || !active) return watch.stale('partial');
    const { text, stable } = edit.partial(outcome.value);
    if (text === '' || `${text}\n${stable}` === lastPartial) return;
    lastPartial = `${text}\n${stable}`;
    context.publish({ type: 'partialTranscription', turn_id: asked, text, stable });
    dispatch({ type: 'partial', turnId: asked, text, stable, own: false });
  }

  function dropPause(): void {
    pause.abort();
    pause = new AbortController();
    paused = false;
    partialAtSamples = ring.endSamples;
  }

  function end(): void {
    if (!active) return;
    active = false;
    endSamples = ring.endSamples;
    pause.abort();
    utterance.abort();
  }

  function begin(newTurnId: number, fromSamples: number, phraseEnd: number | null): void {
    end();
    active = true;
    paused = false;
    lastPartial = '';
    turnId = newTurnId;
    pause = new AbortController();
    utterance = new AbortController();
    startSamples = Math.max(0, fromSamples - msToSamples(sessionTuning.preRollMs));
    phraseEndSamples = phraseEnd;
    shower = phraseEnd === null ? recognizer : parts.hinted.forNext();
    for (const stream of new Set([recognizer, shower])) {
      stream.begin();
      stream.push(ring.read(startSamples, ring.endSamples));
    }
    turnStream?.begin();
    const turnFrom = Math.max(0, fromSamples - msToSamples(sessionTuning.turnPreRollMs));
    turnStream?.push(ring.read(turnFrom, ring.endSamples));
    const firstPartial = msToSamples(sessionTuning.firstPartialAfterMs - sessionTuning.partialEveryMs);
    partialAtSamples = fromSamples + firstPartial;
  }

  async function runTranscribe(askedTurn: number, pauseId: number, signal: AbortSignal): Promise<void> {
    if (!context.quality().speculates) await sleep(clock, sessionTuning.unhurriedFinalMs, signal);
    if (signal.aborted) return;
    const beganMs = clock.now();
    ledger.remark(askedTurn, 'transcribeAsked', beganMs);
    const offset = startSamples;
    const phraseEnd = phraseEndSamples === null ? null : phraseEndSamples / ENGINE_RATE_HZ;
    const small = context.quality().smallFinals ? (parts.small?.() ?? null) : null;
    const { language } = context.settings();
    const outcome =
      (await hearWithSmall(small, { sessionId, language }, sound, signal)) ??
      (await recognizer.final({ words: true, signal }));
    if (outcome.kind === 'done') watch.took('final', clock.now() - beganMs);
    if (outcome.kind === 'failed') watch.failed('final');
    if (signal.aborted) return watch.stale('final');
    switch (outcome.kind) {
      case 'done': {
        const { computeMs, words, ...rest } = outcome.value;
        ledger.remark(askedTurn, 'transcribed', clock.now());
        const entry = ledger.get(askedTurn);
        if (entry) entry.sttComputeMs = computeMs;
        const transcript = edit.transcript({ ...rest, words: shiftWords(words, offset) }, phraseEnd);
        return dispatch({ type: 'transcribed', turnId: askedTurn, pauseId, transcript });
      }
      case 'cancelled':
        return dispatch({
          type: 'transcribeFailed',
          turnId: askedTurn,
          pauseId,
          fault: faultOf('closed', stt.name),
        });
      case 'failed':
        return dispatch({ type: 'transcribeFailed', turnId: askedTurn, pauseId, fault: outcome.fault });
    }
  }

  async function runAsk(
    stream: NonNullable<typeof turnStream>,
    at: { turnId: number; pauseId: number; atSilenceMs: Ms },
    signal: AbortSignal,
  ): Promise<void> {
    const beganMs = clock.now();
    ledger.remark(at.turnId, 'turnAsked', beganMs);
    const outcome = await stream.ask(signal);
    if (signal.aborted) return watch.stale('end_of_turn');
    if (outcome.kind === 'cancelled') return;
    if (outcome.kind === 'failed') watch.failed('end_of_turn');
    else watch.took('end_of_turn', clock.now() - beganMs);
    if (outcome.kind === 'failed') return context.publishFault(outcome.fault, at.turnId);
    ledger.remark(at.turnId, 'turnScored', clock.now());
    const entry = ledger.get(at.turnId);
    if (entry) entry.turnComputeMs += outcome.computeMs;
    const score = { atSilenceMs: at.atSilenceMs, probability: outcome.probability };
    dispatch({ type: 'scored', turnId: at.turnId, pauseId: at.pauseId, score });
  }

  const sound = () => ring.read(startSamples, active ? ring.endSamples : endSamples);

  return {
    hear(frame) {
      ring.write(frame.samples, frame.startSamples);
      if (!active) return;
      recognizer.push(frame.samples);
      if (shower !== recognizer) shower.push(frame.samples);
      turnStream?.push(frame.samples);
      const since = samplesToMs(ring.endSamples - partialAtSamples);
      const pace = context.quality().partialPace;
      if (pace === null || partialRunning || paused) return;
      if (since >= sessionTuning.partialEveryMs * pace) {
        partialAtSamples = ring.endSamples;
        void askPartial();
      }
    },
    begin,
    awaitSpeech(newTurnId) {
      begin(newTurnId, ring.endSamples, null);
      paused = true;
    },
    transcribe(askedTurn, pauseId) {
      paused = true;
      void runTranscribe(askedTurn, pauseId, pause.signal);
    },
    askTurn(askedTurn, pauseId, atSilenceMs) {
      if (turnStream) void runAsk(turnStream, { turnId: askedTurn, pauseId, atSilenceMs }, pause.signal);
    },
    dropPause,
    end,
    sound,
    close() {
      end();
      recognizer.close();
      parts.hinted.close();
      turnStream?.close();
    },
  };
}
