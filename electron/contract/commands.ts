/** What a host asks of the voice process. Parsed at the boundary; everything else is refused. */
import { z } from 'zod';

const path = z.string().min(1).max(4096);
/** Null follows the settings. */
const device = z.string().max(512).nullable();

const input = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('microphone'), device }),
  z.strictObject({ kind: z.literal('files'), paths: z.array(path).min(1).max(1_000) }),
  z.strictObject({ kind: z.literal('none') }),
]);

const output = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('speaker'), device }),
  z.strictObject({ kind: z.literal('wav'), path }),
  z.strictObject({ kind: z.literal('none') }),
]);

const request = z.number().int().nonnegative();
const session_id = z.string().min(1).max(100);

export const voiceCommandSchema = z.discriminatedUnion('type', [
  /** First: loads the models. `fast` lets files drive a clock of their own. */
  z.strictObject({
    type: z.literal('start'),
    request,
    fast: z.boolean().default(false),
    /** Whether windows are served: opens the one conversation that they share. */
    desk: z.boolean().default(false),
    /** Shown, and decides whether a missing microphone is a fault or simply not there. */
    host: z.enum(['utility', 'main', 'headless']).default('headless'),
    version: z.string().max(60).default(''),
    dataFolder: path.optional(),
    modelRoot: path.optional(),
    resourcesPath: path.optional(),
  }),
  /** Comes with a message port: one more window of the desk. */
  z.strictObject({ type: z.literal('connect'), request }),
  z.strictObject({ type: z.literal('openSession'), request, input, output }),
  z.strictObject({ type: z.literal('closeSession'), request, session_id }),
  z.strictObject({ type: z.literal('typeText'), request, session_id, text: z.string().min(1).max(10_000) }),
  z.strictObject({ type: z.literal('interrupt'), request, session_id }),
  z.strictObject({ type: z.literal('hold'), request, session_id, pressed: z.boolean() }),
  /** Ends sessions, drains the lanes, closes the store; answered, then the process may be ended. */
  z.strictObject({ type: z.literal('shutdown'), request }),
]);

export type VoiceCommand = z.infer<typeof voiceCommandSchema>;
