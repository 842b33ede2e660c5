/**
 * Everything a session hears with beyond its turns: the ring of the recent past, the recogniser's listener, the ear
 * for the wake phrase, dictation. Without a recogniser there is none of it, and typed text is answered all the same.
 */
import { msToSamples } from '../../contract/audio.ts';
import { createSampleRing } from '../dsp/sample-ring.ts';
import type { SttEngine } from '../stt/stt-port.ts';
import type { EndOfTurnModel } from '../turn/end-of-turn-port.ts';
import type { TurnEvent } from '../turn/turn-events.ts';
import type { KeywordSpotter } from '../wake/keyword-spotter-port.ts';
import type { WakeJudge } from '../wake/wake-port.ts';
import { createDictation } from './dictation.ts';
import type { CleanText, Dictation } from './dictation.ts';
import { createHintedStream } from './hinted-stream.ts';
import { sessionTuning } from './session-context.ts';
import type { SessionContext } from './session-context.ts';
import { createTextEdit } from './text-edit.ts';
import type { TurnLedger } from './turn-ledger.ts';
import { createUtteranceListener } from './utterance-listener.ts';
import type { UtteranceListener } from './utterance-listener.ts';
import { createWakeEar } from './wake-ear.ts';
import type { WakeEar } from './wake-ear.ts';

export interface SessionEars {
  readonly listener: UtteranceListener;
  readonly wakeEar: WakeEar | null;
  readonly startDictation: ((turnId: number, onHeard: () => void) => Dictation) | null;
  /** A dictation's text is still on its way. */
  isWriting(): boolean;
  /** Resolves once every dictation has ended. */
  written(): Promise<void>;
  close(): void;
}

export interface EarParts {
  readonly context: SessionContext;
  readonly stt: SttEngine | null;
  readonly small: () => SttEngine | null;
  readonly turnModel: EndOfTurnModel | null;
  readonly ledger: TurnLedger;
  readonly clean: CleanText;
  readonly judge: () => WakeJudge | null;
  readonly spotter: () => KeywordSpotter | null;
  /** Utterances may begin with the wake phrase, which is no part of the request. */
  readonly isCalled: () => boolean;
  readonly dispatch: (event: TurnEvent) => void;
  readonly onCalled: (fromSamples: number, phraseEndSamples: number) => void;
  readonly onOver: () => void;
}

const deaf: UtteranceListener = {
  hear() {},
  begin() {},
  awaitSpeech() {},
  transcribe() {},
  askTurn() {},
  dropPause() {},
  end() {},
  sound: () => new Float32Array(0),
  close() {},
};

export function createSessionEars(parts: EarParts): SessionEars {
  const { context, stt, judge } = parts;
  if (!stt) {
    return {
      listener: deaf,
      wakeEar: null,
      startDictation: null,
      isWriting: () => false,
      written: () => Promise.resolve(),
      close() {},
    };
  }
  const ring = createSampleRing(msToSamples(sessionTuning.ringMs));
  const listener = createUtteranceListener({
    context,
    stt,
    small: parts.small,
    turnModel: parts.turnModel,
    ledger: parts.ledger,
    ring,
    hinted: createHintedStream(context, stt, judge),
    edit: createTextEdit(() => (parts.isCalled() ? judge() : null)),
    dispatch: parts.dispatch,
  });
  const wakeEar = createWakeEar({
    context,
    stt,
    ring,
    judge,
    spotter: parts.spotter,
    onCalled: parts.onCalled,
    onOver: parts.onOver,
  });
  const writing = new Set<Dictation>();
  return {
    listener,
    wakeEar,
    startDictation(turnId, onHeard) {
      const dictation = createDictation({ context, stt, ring, clean: parts.clean, turnId, onHeard });
      writing.add(dictation);
      void dictation.settled.then(() => writing.delete(dictation));
      return dictation;
    },
    isWriting: () => writing.size > 0,
    written: async () => void (await Promise.all([...writing].map(({ settled }) => settled))),
    close() {
      for (const dictation of writing) dictation.end(false, 'closed');
      wakeEar.close();
      listener.close();
    },
  };
}
