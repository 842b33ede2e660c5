/**
 * The thread that owns the Piper voice: text in, shaped sound out. Runs one piece at a time, on one core:
 * a second thread costs 1.6 times the computing and wins nothing under load.
 */
import { join } from 'node:path';
import { FaultError, faultOf } from '../../contract/errors.ts';
import { loadSherpa } from '../native/sherpa.ts';
import { serveLane } from '../runtime/lane-worker.ts';
import type { PiperInfo, PiperInit, PiperReply, PiperRequest } from './piper-protocol.ts';
import { shapeSpeech } from './sound-shaping.ts';

const silence = (): PiperReply => ({ samples: new Float32Array(0) });

serveLane<PiperInit, PiperRequest, PiperReply>(async ({ folder }) => {
  const sherpa = await loadSherpa();
  if (!sherpa.ok) throw new FaultError(sherpa.fault);
  const voice = await sherpa.value.OfflineTts.createAsync({
    model: {
      vits: {
        model: join(folder, 'model.onnx'),
        tokens: join(folder, 'tokens.txt'),
        dataDir: join(folder, 'espeak-ng-data'),
        noiseScale: 0.667,
        noiseScaleW: 0.8,
        lengthScale: 1,
      },
      numThreads: 1,
      provider: 'cpu',
    },
    maxNumSentences: 1,
  });
  if (!(voice.sampleRate > 0)) throw new FaultError(faultOf('model_failed', 'the voice has no sample rate'));

  // A text that stops without a mark is one that goes on: the comma keeps the pitch from falling as at an end.
  const withMark = (text: string) => (/[.!?,;:]["')\]]*\s*$/.test(text) ? text : `${text.trimEnd()},`);

  return {
    info: { sampleRateHz: voice.sampleRate } satisfies PiperInfo,
    handler: {
      run({ text, rate }, context) {
        if (context.isCancelled()) return silence();
        const { samples } = voice.generate({
          text: withMark(text),
          sid: 0,
          speed: rate,
          enableExternalBuffer: false,
          generationConfig: { silenceScale: 1, speed: rate, sid: 0 },
        });
        if (context.isCancelled()) return silence();
        if (samples.every((x) => !Number.isFinite(x)) && samples.length > 0) {
          throw new FaultError(faultOf('model_failed', 'the voice made no usable sound'));
        }
        return { samples: new Float32Array(shapeSpeech(samples, voice.sampleRate, text, rate)) };
      },
      transferOf: ({ samples }) => [samples.buffer],
    },
  };
});
