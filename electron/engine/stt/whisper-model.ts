/**
 * One loaded Whisper model: sound in, text out. Joins features, encoder, decoder, tokenizer and word times.
 * Runs on the thread that calls it and blocks it; the worker is its only user. Refuses to judge what it heard.
 */
import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ENGINE_RATE_HZ } from '../../contract/audio.ts';
import { err, faultFrom, ok } from '../../contract/errors.ts';
import type { Result } from '../../contract/errors.ts';
import { loadOnnx, onnxSessionOptions } from '../native/onnx.ts';
import { needsNoSpeechCheck } from './phantom.ts';
import { sttTuning } from './tuning.ts';
import { parseWhisperConfig } from './whisper-config.ts';
import type { WhisperConfig } from './whisper-config.ts';
import { createWhisperDecoder } from './whisper-decoder.ts';
import { createWhisperFeatures, MEL_COUNT } from './whisper-features.ts';
import type { MelCache } from './whisper-features.ts';
import type { WhisperAnswer, WhisperRequest } from './whisper-protocol.ts';
import { createWhisperTokenizer } from './whisper-tokenizer.ts';
import { splitWords } from './word-split.ts';
import { columnLoudness, timeWords } from './word-times.ts';

export interface WhisperModel {
  readonly config: WhisperConfig;
  transcribe(
    request: Omit<WhisperRequest, 'utterance'>,
    cache: MelCache | undefined,
    isCancelled: () => boolean,
  ): Promise<WhisperAnswer>;
  close(): Promise<void>;
}

async function readModelFile(folder: string, file: string): Promise<Result<Buffer>> {
  try {
    return ok(await readFile(join(folder, file)));
  } catch {
    return err('model_missing', join(folder, file));
  }
}

async function findModelFile(folder: string, file: string): Promise<Result<string>> {
  const path = join(folder, file);
  try {
    await access(path);
    return ok(path);
  } catch {
    return err('model_missing', path);
  }
}

const cancelledAnswer = (language: string): WhisperAnswer => ({
  text: '',
  words: [],
  certainty: [],
  language,
  avgLogProb: 0,
  noSpeech: null,
  ended: 'cancelled',
});

/** Errors: `model_missing`, `model_corrupt`, `model_failed`, `addon_missing`. */
export async function loadWhisperModel(folder: string, threads: number): Promise<Result<WhisperModel>> {
  const onnx = await loadOnnx();
  if (!onnx.ok) return onnx;
  const configText = await readModelFile(folder, 'config.json');
  if (!configText.ok) return configText;
  const parsed = parseWhisperConfig(configText.value.toString('utf8'));
  if (!parsed.ok) return parsed;
  const config = parsed.value;
  const vocabulary = await readModelFile(folder, 'vocab.tiktoken');
  if (!vocabulary.ok) return vocabulary;
  const built = createWhisperTokenizer(vocabulary.value.toString('utf8'));
  if (!built.ok) return built;
  const tokenizer = built.value;
  // by path, not as bytes: those would be held and copied once more
  const encoderFile = await findModelFile(folder, 'encoder.onnx');
  if (!encoderFile.ok) return encoderFile;
  const decoderFile = await findModelFile(folder, 'decoder.onnx');
  if (!decoderFile.ok) return decoderFile;

  const { InferenceSession, Tensor } = onnx.value;
  const options = onnxSessionOptions({ graphOptimizationLevel: 'basic', threads });
  const sessions = await (async () => {
    try {
      return ok({
        encoder: await InferenceSession.create(encoderFile.value, options),
        decoder: await InferenceSession.create(decoderFile.value, options),
      });
    } catch (thrown) {
      return { ok: false as const, fault: faultFrom(thrown, 'model_failed') };
    }
  })();
  if (!sessions.ok) return sessions;
  const { encoder, decoder: decoderSession } = sessions.value;
  const decoder = createWhisperDecoder({ Tensor }, decoderSession, config);
  const features = createWhisperFeatures();

  function promptFor(language: string, hint: string): number[] {
    const before = hint.trim() === '' ? [] : tokenizer.encode(` ${hint.trim()}`);
    const prompt = before.length > 0 ? [config.sot_prev, ...before.slice(-sttTuning.maxPromptTokens)] : [];
    prompt.push(config.sot);
    if (config.multilingual) prompt.push(config.languages[language]!, config.transcribe);
    prompt.push(config.no_timestamps);
    return prompt;
  }

  function likeliestLanguage(logProbs: Float32Array): string {
    let best = 'en';
    let high = -Infinity;
    for (const [tag, id] of Object.entries(config.languages)) {
      if (logProbs[id]! > high) {
        high = logProbs[id]!;
        best = tag;
      }
    }
    return best;
  }

  return ok({
    config,
    async transcribe({ samples, words: wantsWords, language: asked, prompt }, cache, isCancelled) {
      const { mel, frameCount } = features.extract(samples, cache);
      if (isCancelled()) return cancelledAnswer(asked);
      const sound = await encoder.run({ mel: new Tensor('float32', mel, [1, frameCount, MEL_COUNT]) });
      if (isCancelled()) return cancelledAnswer(asked);

      const seconds = samples.length / ENGINE_RATE_HZ;
      let afterStart: Float32Array | null = null;
      let language = asked;
      if (asked === 'auto') {
        if (config.multilingual) {
          afterStart = await decoder.afterStart(sound);
          language = likeliestLanguage(afterStart);
        } else language = 'en';
      }
      const columns = frameCount / 2;
      const decoded = await decoder.decode(sound, {
        prompt: promptFor(language, prompt),
        maxTokens: sttTuning.capBaseTokens + Math.ceil(sttTuning.capTokensPerSecond * seconds),
        attentionColumns: wantsWords ? columns : 0,
        isCancelled,
      });
      if (decoded.ended === 'cancelled') return cancelledAnswer(language);

      const text = tokenizer.decode(decoded.tokens).trim();
      if (!afterStart && needsNoSpeechCheck(text, decoded.avgLogProb))
        afterStart = await decoder.afterStart(sound);
      const spoken = splitWords(decoded.tokens, tokenizer, language);
      return {
        text,
        language,
        avgLogProb: decoded.avgLogProb,
        noSpeech: afterStart ? Math.exp(afterStart[config.no_speech]!) : null,
        ended: decoded.ended,
        certainty: spoken.map(({ text: word, from, to }) => ({
          word,
          probability: Math.exp(Math.min(0, ...decoded.logProbs.slice(from, to))),
        })),
        words: wantsWords
          ? timeWords({
              words: spoken,
              logProbs: decoded.logProbs,
              attention: decoded.attention,
              columns,
              loudness: columnLoudness(mel, columns),
              soundSeconds: seconds,
            })
          : [],
      };
    },
    async close() {
      await encoder.release();
      await decoderSession.release();
    },
  });
}
