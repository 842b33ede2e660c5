/**
 * What the streaming worker does with its recogniser: one native stream an utterance, fed in order.
 * A native stream that was completed cannot go on, so sound fed after a completed answer rebuilds it from the start.
 */
import { ENGINE_RATE_HZ, msToSamples } from '../../contract/audio.ts';
import type { SherpaOnlineRecognizer, SherpaOnlineStream } from '../native/sherpa.ts';
import type { LaneHandler } from '../runtime/lane-worker.ts';
import type { TransducerAnswer, TransducerNotice, TransducerRequest } from './transducer-protocol.ts';
import { transducerWords } from './transducer-words.ts';
import { transducerTuning } from './tuning.ts';

interface Utterance {
  readonly sound: Float32Array[];
  lengthSamples: number;
  stream: SherpaOnlineStream | null;
  completed: boolean;
}

export function createTransducerHandler(
  recognizer: SherpaOnlineRecognizer,
): LaneHandler<TransducerRequest, TransducerAnswer> {
  const utterances = new Map<string, Utterance>();
  const accept = (stream: SherpaOnlineStream, samples: Float32Array) =>
    stream.acceptWaveform({ samples, sampleRate: ENGINE_RATE_HZ });

  function utteranceOf(id: string): Utterance {
    const known = utterances.get(id);
    if (known) return known;
    const fresh: Utterance = { sound: [], lengthSamples: 0, stream: null, completed: false };
    utterances.set(id, fresh);
    return fresh;
  }

  /** The native stream holding everything fed so far. */
  function openStream(utterance: Utterance): SherpaOnlineStream {
    if (utterance.stream) return utterance.stream;
    const stream = recognizer.createStream();
    for (const samples of utterance.sound) accept(stream, samples);
    utterance.stream = stream;
    utterance.completed = false;
    return stream;
  }

  return {
    notify(message) {
      const notice = message as TransducerNotice;
      if (notice.kind === 'forget') {
        utterances.delete(notice.utterance);
        return;
      }
      const utterance = utteranceOf(notice.utterance);
      if (utterance.completed) utterance.stream = null;
      utterance.completed = false;
      utterance.sound.push(notice.samples);
      utterance.lengthSamples += notice.samples.length;
      if (utterance.stream) accept(utterance.stream, notice.samples);
    },
    run({ utterance: id, complete }, context) {
      const utterance = utteranceOf(id);
      const stream = openStream(utterance);
      if (complete && !utterance.completed) {
        accept(stream, new Float32Array(msToSamples(transducerTuning.tailMs)));
        stream.inputFinished();
        utterance.completed = true;
      }
      while (!context.isCancelled() && recognizer.isReady(stream)) recognizer.decode(stream);
      const result = recognizer.getResult(stream);
      const words = transducerWords(result, utterance.lengthSamples / ENGINE_RATE_HZ);
      const confidence = words.reduce((sum, word) => sum + word.confidence, 0) / Math.max(1, words.length);
      return { text: result.text.trim(), words, confidence };
    },
    close() {
      utterances.clear();
    },
  };
}
