/**
 * The streaming worker over a recogniser that hears one word for each loud 320 ms: the handler, the lane and the
 * port are the real ones. Runs on the build in out/.
 */
import { createTransducerHandler } from '../../out/engine/stt/transducer-handler.js';
import { serveLane } from '../../out/engine/runtime/lane-worker.js';

const CHUNK_SAMPLES = 5120;
const LOUD = 0.01;

function createFakeRecognizer() {
  return {
    createStream() {
      const stream = {
        held: [],
        decodedChunks: 0,
        tokens: [],
        timestamps: [],
        finished: false,
        acceptWaveform({ samples, sampleRate }) {
          if (sampleRate !== 16_000) throw new Error(`rate ${sampleRate}`);
          if (stream.finished) throw new Error('sound after inputFinished');
          for (const value of samples) stream.held.push(value);
        },
        inputFinished() {
          stream.finished = true;
        },
      };
      return stream;
    },
    isReady: (stream) => stream.held.length >= (stream.decodedChunks + 1) * CHUNK_SAMPLES,
    decode(stream) {
      const from = stream.decodedChunks * CHUNK_SAMPLES;
      const chunk = stream.held.slice(from, from + CHUNK_SAMPLES);
      const rms = Math.sqrt(chunk.reduce((sum, value) => sum + value * value, 0) / CHUNK_SAMPLES);
      if (rms > LOUD) {
        stream.tokens.push(' wo', `rd${stream.decodedChunks}`);
        stream.timestamps.push(from / 16_000, from / 16_000 + 0.1);
      }
      stream.decodedChunks++;
    },
    getResult: (stream) => ({
      text: stream.tokens.join(''),
      tokens: stream.tokens,
      timestamps: stream.timestamps,
    }),
  };
}

serveLane(async () => ({ handler: createTransducerHandler(createFakeRecognizer()) }));
