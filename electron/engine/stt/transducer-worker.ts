/** Lane worker that owns one sherpa-onnx streaming recogniser. */
import { join } from 'node:path';
import { ENGINE_RATE_HZ } from '../../contract/audio.ts';
import { FaultError } from '../../contract/errors.ts';
import { loadSherpa } from '../native/sherpa.ts';
import { serveLane } from '../runtime/lane-worker.ts';
import { createTransducerHandler } from './transducer-handler.ts';
import { transducerFiles } from './transducer-protocol.ts';
import type { TransducerAnswer, TransducerInit, TransducerRequest } from './transducer-protocol.ts';

serveLane<TransducerInit, TransducerRequest, TransducerAnswer>(async ({ folder, threads }) => {
  const sherpa = await loadSherpa();
  if (!sherpa.ok) throw new FaultError(sherpa.fault);
  const recognizer = new sherpa.value.OnlineRecognizer({
    featConfig: { sampleRate: ENGINE_RATE_HZ, featureDim: 80 },
    modelConfig: {
      transducer: {
        encoder: join(folder, transducerFiles.encoder),
        decoder: join(folder, transducerFiles.decoder),
        joiner: join(folder, transducerFiles.joiner),
      },
      tokens: join(folder, transducerFiles.tokens),
      numThreads: threads,
      provider: 'cpu',
    },
    decodingMethod: 'greedy_search',
    enableEndpoint: false,
  });
  return { handler: createTransducerHandler(recognizer) };
});
