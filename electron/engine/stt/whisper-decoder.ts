/**
 * Greedy decoding of one window on the decoder graph: prompt, suppress rules, cap, loop guard, cancelling
 * between steps, log-probabilities, and the attention that word times need. Refuses to know text and audio.
 *
 * Graph inputs and outputs: shared/models/README.md ("decoder.onnx", "Decoding").
 */
import type { Onnx, OnnxSession, OnnxTensor } from '../native/onnx.ts';
import { findRepeatLoop } from './repeat-loop.ts';
import type { WhisperConfig } from './whisper-config.ts';

/** Encoder outputs by name: `cross_k_i`, `cross_v_i`, `cross_bias`. */
export type EncodedSound = Readonly<Record<string, OnnxTensor>>;

export interface DecodeOptions {
  /** Ids fed before the text, ending in `no_timestamps`. */
  readonly prompt: readonly number[];
  readonly maxTokens: number;
  /** Attention columns to keep (mel frames / 2); 0 keeps none and saves the copying. */
  readonly attentionColumns: number;
  readonly isCancelled: () => boolean;
}

export interface DecodedTokens {
  /** Text ids, without `eot`. */
  readonly tokens: readonly number[];
  /** Natural log-probability of each text id. */
  readonly logProbs: readonly number[];
  /** Mean over the text ids and the `eot` that ended them, as OpenAI's `avg_logprob`. */
  readonly avgLogProb: number;
  /** One row a text id and one for `eot`, each [alignment heads x columns] of raw scores; empty unless asked for. */
  readonly attention: readonly Float32Array[];
  /** Why it ended. */
  readonly ended: 'eot' | 'cap' | 'loop' | 'cancelled';
}

export interface WhisperDecoder {
  decode(sound: EncodedSound, options: DecodeOptions): Promise<DecodedTokens>;
  /** Log-probabilities [n_vocab] of what follows `sot` alone: `no_speech` and the languages. */
  afterStart(sound: EncodedSound): Promise<Float32Array>;
}

export function createWhisperDecoder(
  onnx: Pick<Onnx, 'Tensor'>,
  session: OnnxSession,
  config: WhisperConfig,
): WhisperDecoder {
  const layers = Array.from({ length: config.n_text_layer }, (_, i) => i);
  const pastOf = layers.flatMap((i) => [
    [`past_k_${i}`, `present_k_${i}`],
    [`past_v_${i}`, `present_v_${i}`],
  ]) as readonly (readonly [past: string, present: string])[];
  const attentionNames = [...new Set(config.alignment_heads.map(([layer]) => `cross_qk_${layer}`))];
  const stepNames = ['logprobs', ...pastOf.map(([, present]) => present)];
  const noPast = new onnx.Tensor('float32', new Float32Array(0), [1, config.n_text_head, 0, config.head_dim]);

  const banned = new Uint8Array(config.n_vocab).fill(1, config.eot + 1);
  for (const id of config.suppress) banned[id] = 1;
  const bannedFirst = banned.slice();
  for (const id of config.suppress_begin) bannedFirst[id] = 1;

  const feedsFor = (sound: EncodedSound): Record<string, OnnxTensor> => {
    const feeds: Record<string, OnnxTensor> = { ...sound };
    for (const [past] of pastOf) feeds[past] = noPast;
    return feeds;
  };
  const tokensTensor = (ids: readonly number[]) =>
    new onnx.Tensor('int64', BigInt64Array.from(ids, BigInt), [1, ids.length]);

  function best(logProbs: Float32Array, mask: Uint8Array): number {
    let at = config.eot;
    let high = -Infinity;
    for (let id = 0; id <= config.eot; id++) {
      if (mask[id] === 0 && logProbs[id]! > high) {
        high = logProbs[id]!;
        at = id;
      }
    }
    return at;
  }

  function attentionRow(outputs: Readonly<Record<string, OnnxTensor>>, columns: number): Float32Array {
    const row = new Float32Array(config.alignment_heads.length * columns);
    config.alignment_heads.forEach(([layer, head], i) => {
      const scores = outputs[`cross_qk_${layer}`]!;
      const [, , steps, keys] = scores.dims as [number, number, number, number];
      const from = (head * steps + steps - 1) * keys;
      row.set((scores.data as Float32Array).subarray(from, from + columns), i * columns);
    });
    return row;
  }

  return {
    async afterStart(sound) {
      const feeds = feedsFor(sound);
      feeds['tokens'] = tokensTensor([config.sot]);
      const outputs = await session.run(feeds, ['logprobs']);
      return outputs['logprobs']!.data as Float32Array;
    },

    async decode(sound, { prompt, maxTokens, attentionColumns, isCancelled }) {
      const wanted = attentionColumns > 0 ? [...stepNames, ...attentionNames] : stepNames;
      const limit = Math.min(maxTokens, config.n_text_ctx - prompt.length);
      const feeds = feedsFor(sound);
      const tokens: number[] = [];
      const logProbs: number[] = [];
      const attention: Float32Array[] = [];
      let total = 0;
      let ended: DecodedTokens['ended'] = 'cap';
      let next: readonly number[] = prompt;

      for (;;) {
        if (isCancelled()) {
          ended = 'cancelled';
          break;
        }
        feeds['tokens'] = tokensTensor(next);
        const outputs = await session.run(feeds, wanted);
        for (const [past, present] of pastOf) feeds[past] = outputs[present]!;
        if (attentionColumns > 0) attention.push(attentionRow(outputs, attentionColumns));
        const scores = outputs['logprobs']!.data as Float32Array;
        const id = best(scores, tokens.length === 0 ? bannedFirst : banned);
        total += scores[id]!;
        if (id === config.eot) {
          ended = 'eot';
          break;
        }
        tokens.push(id);
        logProbs.push(scores[id]!);
        const keep = findRepeatLoop(tokens, tokens.length >= limit);
        if (keep !== null) {
          tokens.length = keep;
          logProbs.length = keep;
          attention.length = Math.min(attention.length, keep + 1);
          total = logProbs.reduce((sum, p) => sum + p, 0);
          ended = 'loop';
          break;
        }
        if (tokens.length >= limit) break;
        next = [id];
      }
      const counted = tokens.length + (ended === 'eot' ? 1 : 0);
      return { tokens, logProbs, avgLogProb: counted === 0 ? 0 : total / counted, attention, ended };
    },
  };
}
