/** Lane worker that owns one sherpa-onnx keyword spotter. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ENGINE_RATE_HZ } from '../../contract/audio.ts';
import { FaultError } from '../../contract/errors.ts';
import { loadSherpa } from '../native/sherpa.ts';
import { serveLane } from '../runtime/lane-worker.ts';
import { createKeywordHandler } from './keyword-handler.ts';
import { keywordFiles } from './keyword-protocol.ts';
import type { KeywordAnswer, KeywordInit, KeywordRequest } from './keyword-protocol.ts';

serveLane<KeywordInit, KeywordRequest, KeywordAnswer>(async ({ folder, threads, keyword, threshold }) => {
  const sherpa = await loadSherpa();
  if (!sherpa.ok) throw new FaultError(sherpa.fault);
  // the addon takes its keywords from a file only
  const scratch = mkdtempSync(join(tmpdir(), 'parley-keyword-'));
  try {
    const keywordsFile = join(scratch, 'keywords.txt');
    writeFileSync(keywordsFile, `${keyword}\n`, { mode: 0o600 });
    const spotter = new sherpa.value.KeywordSpotter({
      featConfig: { sampleRate: ENGINE_RATE_HZ, featureDim: 80 },
      modelConfig: {
        transducer: {
          encoder: join(folder, keywordFiles.encoder),
          decoder: join(folder, keywordFiles.decoder),
          joiner: join(folder, keywordFiles.joiner),
        },
        tokens: join(folder, keywordFiles.tokens),
        numThreads: threads,
        provider: 'cpu',
      },
      maxActivePaths: 4,
      numTrailingBlanks: 1,
      keywordsScore: 1,
      keywordsThreshold: threshold,
      keywordsFile,
    });
    return { handler: createKeywordHandler(spotter) };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
});
