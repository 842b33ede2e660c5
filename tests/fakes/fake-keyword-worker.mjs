/**
 * The keyword worker over a spotter that hears the phrase after 320 ms of loud sound: handler, lane and port are the
 * real ones. A first sample of 2 makes it fail. Runs on the build in out/.
 */
import { serveLane } from '../../out/engine/runtime/lane-worker.js';
import { createKeywordHandler } from '../../out/engine/wake/keyword-handler.js';

const CHUNK_SAMPLES = 1600;
const NEEDED_CHUNKS = 3;
const LOUD = 0.1;

const spotter = {
  createStream: () => {
    const stream = {
      held: [],
      loud: 0,
      acceptWaveform({ samples, sampleRate }) {
        if (sampleRate !== 16_000) throw new Error(`rate ${sampleRate}`);
        if (samples[0] === 2) throw new Error('broken');
        for (const value of samples) stream.held.push(value);
      },
      inputFinished() {},
    };
    return stream;
  },
  isReady: (stream) => stream.held.length >= CHUNK_SAMPLES,
  decode(stream) {
    const chunk = stream.held.splice(0, CHUNK_SAMPLES);
    stream.loud = chunk.every((value) => Math.abs(value) > LOUD) ? stream.loud + 1 : 0;
  },
  reset(stream) {
    stream.loud = 0;
  },
  getResult: (stream) => ({ keyword: stream.loud >= NEEDED_CHUNKS ? 'found' : '' }),
};

serveLane(() => Promise.resolve({ handler: createKeywordHandler(spotter) }));
