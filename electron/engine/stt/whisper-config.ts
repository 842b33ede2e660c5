/** Reads a Whisper model's config.json and checks its shape: dimensions, special ids, suppress lists. */
import { z } from 'zod';
import { err, ok } from '../../contract/errors.ts';
import type { Result } from '../../contract/errors.ts';

const id = z.number().int().nonnegative();

const schema = z.object({
  format: z.literal('whisper-min-1'),
  model: z.string(),
  multilingual: z.boolean(),
  n_mels: z.literal(80),
  n_text_ctx: z.number().int().positive(),
  n_text_layer: z.number().int().positive(),
  n_text_head: z.number().int().positive(),
  head_dim: z.number().int().positive(),
  n_vocab: z.number().int().positive(),
  eot: id,
  sot: id,
  transcribe: id,
  sot_prev: id,
  no_speech: id,
  no_timestamps: id,
  timestamp_begin: id,
  languages: z.record(z.string(), id),
  suppress: z.array(id),
  suppress_begin: z.array(id),
  alignment_heads: z.array(z.tuple([id, id])).min(1),
});

export type WhisperConfig = z.infer<typeof schema>;

/** Errors: `model_corrupt` if the text is not JSON of the expected shape. */
export function parseWhisperConfig(json: string): Result<WhisperConfig> {
  let raw: unknown;
  try {
    raw = JSON.parse(json);
  } catch {
    return err('model_corrupt', 'config.json is not JSON');
  }
  const parsed = schema.safeParse(raw);
  if (parsed.success) return ok(parsed.data);
  const issue = parsed.error.issues[0];
  return err('model_corrupt', `config.json: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`);
}
