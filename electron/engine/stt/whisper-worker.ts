/** Lane worker that owns one Whisper model and the cached frames of the utterances in progress. */
import { FaultError } from '../../contract/errors.ts';
import { loadOnnx } from '../native/onnx.ts';
import { serveLane } from '../runtime/lane-worker.ts';
import { sttTuning } from './tuning.ts';
import { createMelCache } from './whisper-features.ts';
import type { MelCache } from './whisper-features.ts';
import { loadWhisperModel } from './whisper-model.ts';
import type {
  WhisperAnswer,
  WhisperInfo,
  WhisperInit,
  WhisperNotice,
  WhisperRequest,
} from './whisper-protocol.ts';

// while the files are still being verified
void loadOnnx();

serveLane<WhisperInit, WhisperRequest, WhisperAnswer>(async ({ folder, threads }) => {
  const loaded = await loadWhisperModel(folder, threads);
  if (!loaded.ok) throw new FaultError(loaded.fault);
  const model = loaded.value;
  const caches = new Map<string, MelCache>();

  function cacheOf(utterance: string): MelCache {
    const cache = caches.get(utterance) ?? createMelCache();
    caches.delete(utterance);
    caches.set(utterance, cache);
    for (const oldest of caches.keys()) {
      if (caches.size <= sttTuning.cachedUtterances) break;
      caches.delete(oldest);
    }
    return cache;
  }

  const { languages, multilingual } = model.config;
  const tags = multilingual ? Object.keys(languages) : ['en'];
  await model.transcribe(
    {
      samples: new Float32Array(sttTuning.warmUpSamples),
      words: false,
      language: tags.includes('en') ? 'en' : tags[0]!,
      prompt: '',
    },
    undefined,
    () => false,
  );

  const info: WhisperInfo = { languages: tags, multilingual };
  return {
    info,
    handler: {
      run: (request, context) =>
        model.transcribe(request, cacheOf(request.utterance), () => context.isCancelled()),
      notify(message) {
        caches.delete((message as WhisperNotice).forget);
      },
      close: () => model.close(),
    },
  };
});
