/**
 * All settings with their defaults, as one schema. Kept in one file by engine/store; the engine receives values.
 */
import { z } from 'zod';

const llm = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({
    kind: z.literal('openai-compatible'),
    /** For example http://127.0.0.1:8080/v1 */
    baseUrl: z.url({ protocol: /^https?$/ }),
    model: z.string().min(1).max(200),
    /** Sent as a bearer token; never logged. */
    apiKey: z.string().max(4096).default(''),
    /** No byte for this long ends the request. */
    timeoutMs: z.number().int().min(1_000).max(600_000).default(30_000),
  }),
  z.strictObject({
    kind: z.literal('gguf'),
    path: z.string().min(1).max(4096),
    /** Checked before the file is parsed when given; a wrong one quarantines nothing, the file is the user's. */
    sha256: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .optional(),
    threads: z.number().int().min(1).max(64).default(1),
    contextTokens: z.number().int().min(256).max(32_768).default(2_048),
    timeoutMs: z.number().int().min(1_000).max(600_000).default(60_000),
  }),
]);

export const settingsSchema = z.strictObject({
  /** Device name as `parley devices` lists it; empty means the system default. */
  microphone: z.string().max(512).default(''),
  speaker: z.string().max(512).default(''),
  recognizer: z.enum(['whisper-tiny.en', 'whisper-base', 'sherpa-streaming']).default('whisper-tiny.en'),
  /** BCP 47 primary tag, or `auto` with a multilingual recogniser. */
  language: z
    .string()
    .regex(/^(auto|[a-z]{2,3})$/)
    .default('en'),
  voice: z.string().max(100).default('piper-joe'),
  /** Speaking rate, 1 is the voice's own. */
  speechRate: z.number().min(0.5).max(2).default(1),
  /** 0 to 1, as an amplitude factor. */
  volume: z.number().min(0).max(1).default(0.9),
  endpointing: z.enum(['fast', 'balanced', 'patient']).default('balanced'),
  echoCancelling: z.boolean().default(true),
  interruptible: z.boolean().default(true),
  llm: llm.default({ kind: 'none' }),
  history: z
    .strictObject({
      keep: z.boolean().default(true),
      /** 0 keeps for ever. */
      maxAgeDays: z.number().int().min(0).max(36_500).default(0),
      audioOnDisk: z.boolean().default(false),
      audioMaxMegabytes: z.number().int().min(1).max(1_000_000).default(500),
      audioMaxAgeDays: z.number().int().min(1).max(36_500).default(30),
    })
    .prefault({}),
  /** Units a skill answers in when the question does not say. */
  units: z.enum(['metric', 'imperial']).default('metric'),
  /** 12 or 24 hour clock in spoken answers. */
  hourCycle: z.enum(['h12', 'h24']).default('h12'),
});

export type Settings = z.infer<typeof settingsSchema>;

export const defaultSettings: Settings = settingsSchema.parse({});
