/**
 * Models as one session sees them: a call that throws is an outcome like any other, so that a fault in a model costs
 * what was asked of it and never the session beside it, nor the process. Owns no model.
 */
import { faultFrom } from '../../contract/errors.ts';
import type { Fault } from '../../contract/errors.ts';
import type { SttEngine, SttStream } from '../stt/stt-port.ts';
import type { EndOfTurnModel } from '../turn/end-of-turn-port.ts';
import type { VadStream } from '../vad/vad-port.ts';

/**
 * So many failed frames in a row, half a second of sound, are taken for silence; the next one is thrown, since a session
 * that cannot tell speech from silence hears nothing.
 */
export const VAD_FAULTS_MOST = 15;

async function outcomeOf<T>(asking: () => Promise<T>): Promise<T | { kind: 'failed'; fault: Fault }> {
  try {
    return await asking();
  } catch (thrown) {
    return { kind: 'failed', fault: faultFrom(thrown, 'model_failed') };
  }
}

function containStream(stream: SttStream): SttStream {
  return {
    begin: () => stream.begin(),
    push: (samples) => stream.push(samples),
    partial: (signal) => outcomeOf(() => stream.partial(signal)),
    final: (wanted) => outcomeOf(() => stream.final(wanted)),
    close: () => stream.close(),
  };
}

/** @param goesFirst the session is the user's own */
export function containRecognizer(stt: SttEngine, goesFirst = false): SttEngine {
  return {
    get name() {
      return stt.name;
    },
    get kind() {
      return stt.kind;
    },
    get languages() {
      return stt.languages;
    },
    createStream: (options) =>
      containStream(
        stt.createStream({
          sessionId: options.sessionId,
          // read anew by whoever follows a change of it
          get language() {
            return options.language;
          },
          ...(options.prompt === undefined ? {} : { prompt: options.prompt }),
          goesFirst,
        }),
      ),
    stats: () => stt.stats(),
    close: () => stt.close(),
  };
}

export function containTurnModel(model: EndOfTurnModel): EndOfTurnModel {
  return {
    createStream(sessionId) {
      const stream = model.createStream(sessionId);
      return {
        begin: () => stream.begin(),
        push: (samples) => stream.push(samples),
        ask: (signal) => outcomeOf(() => stream.ask(signal)),
        close: () => stream.close(),
      };
    },
    stats: () => model.stats(),
    close: () => model.close(),
  };
}

/** @param onFault the first of each row of failures */
export function containVad(stream: VadStream, onFault: (fault: Fault) => void): VadStream {
  let failures = 0;
  return {
    async process(samples) {
      try {
        const probability = await stream.process(samples);
        failures = 0;
        return Number.isFinite(probability) ? probability : 0;
      } catch (thrown) {
        if (++failures > VAD_FAULTS_MOST) throw thrown;
        if (failures === 1) onFault(faultFrom(thrown, 'model_failed'));
        // what it remembers may be half written
        stream.reset();
        return 0;
      }
    },
    reset: () => stream.reset(),
  };
}
