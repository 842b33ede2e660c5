/**
 * All settings with their defaults, as one schema. Kept in one file by engine/store; the engine receives values.
 */
import { z } from 'zod';
import { alertCodes } from './metrics.ts';

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

const talk = z.strictObject({
  /** When the microphone's sound is taken for speech to Parley: while a key is held, always, or after the wake phrase. */
  mode: z.enum(['hold', 'handsFree', 'wake']).default('hold'),
  /** Capture is stopped, not only ignored. */
  muted: z.boolean().default(false),
});

const wake = z.strictObject({
  phrase: z.string().trim().min(3).max(60).default('Hey Parley'),
  /** 0 misses rather than answers wrongly, 1 the other way round. */
  sensitivity: z.number().min(0).max(1).default(0.5),
  /** After a reply, speech needs no wake phrase for this long; 0 turns that off. */
  followUpSeconds: z.number().min(0).max(60).default(8),
});

const dictation = z.strictObject({
  removeFillers: z.boolean().default(true),
  /** Names and terms as they are to be written. */
  words: z.array(z.string().trim().min(1).max(60)).max(500).default([]),
  /** `paste` types into the window in front where that can be done; `clipboard` never does. */
  output: z.enum(['paste', 'clipboard']).default('paste'),
});

const shortcuts = z.strictObject({
  /** Electron accelerators; empty is none. */
  talk: z.string().max(100).default('Control+Shift+Space'),
  dictate: z.string().max(100).default('Control+Shift+D'),
});

const appearance = z.strictObject({
  theme: z.enum(['system', 'light', 'dark', 'contrast']).default('system'),
  /** Factor on all text. */
  textScale: z.number().min(0.8).max(2).default(1),
  language: z.enum(['system', 'en', 'de']).default('system'),
  /** The small window that shows what is heard while the main window is not in front. */
  overlay: z.boolean().default(true),
});

const startup = z.strictObject({
  atLogin: z.boolean().default(false),
  hidden: z.boolean().default(false),
  /** The welcome has been gone through or skipped. */
  welcomed: z.boolean().default(false),
});

/** What Parley as a whole may take. The user's own conversation is under no limit of time. */
const pipeline = z.strictObject({
  /** Open at once; one more is refused with `session_limit`. */
  maxSessions: z.number().int().min(1).max(100).default(10),
  /** The longest a conversation may last. */
  maxSessionMinutes: z.number().min(1).max(1_440).default(60),
  /** Nobody spoke and nothing was answered for this long: it is ended. */
  idleMinutes: z.number().min(1).max(1_440).default(10),
  /** How often those are looked for. */
  cleanUpSeconds: z.number().min(5).max(3_600).default(30),
  /** Beyond the shared models. Near it Parley makes room and holds work back. */
  memoryLimitMegabytes: z.number().int().min(50).max(65_536).default(300),
  /** A model that listening does not need is let go of when unused for this long; 0 keeps it. */
  releaseModelsMinutes: z.number().min(0).max(1_440).default(15),
});

/** How Parley tells how it is. */
const monitor = z.strictObject({
  /** Notifications of alerts, as far as they are not muted. */
  notifications: z.boolean().default(true),
  /** Alerts that are shown and notify nobody. */
  mutedAlerts: z.array(z.enum(alertCodes)).max(alertCodes.length).default([]),
  /** Measurements as JSON lines in the data folder: numbers, never what was said. */
  metricsLog: z.boolean().default(true),
  metricsLogSeconds: z.number().min(1).max(3_600).default(10),
});

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
  talk: talk.prefault({}),
  wake: wake.prefault({}),
  dictation: dictation.prefault({}),
  shortcuts: shortcuts.prefault({}),
  appearance: appearance.prefault({}),
  startup: startup.prefault({}),
  pipeline: pipeline.prefault({}),
  monitor: monitor.prefault({}),
  /** Where the engine runs: a process of its own, or Electron's main process. */
  host: z.enum(['utility', 'main']).default('utility'),
  /** `off`: nothing leaves this machine; a language model on another machine and downloads are refused. */
  network: z.enum(['allowed', 'off']).default('allowed'),
  updates: z
    .strictObject({ feed: z.union([z.literal(''), z.url({ protocol: /^https$/ })]).default('') })
    .prefault({}),
});

export type Settings = z.infer<typeof settingsSchema>;

export const defaultSettings: Settings = settingsSchema.parse({});
