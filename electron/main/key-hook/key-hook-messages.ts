/** What the main process and the key hook process say to each other. No other key than the configured ones is in it. */
import { z } from 'zod';

const combination = z.strictObject({
  name: z.enum(['talk', 'dictate']),
  ctrl: z.boolean(),
  alt: z.boolean(),
  shift: z.boolean(),
  meta: z.boolean(),
  code: z.number().int().positive(),
  character: z.string().length(1).nullable(),
});

/** To the hook process. */
export const hookCommandSchema = z.discriminatedUnion('type', [
  /** From now on these and no others; what was down is released first. */
  z.strictObject({ type: z.literal('watch'), combinations: z.array(combination).max(4) }),
  z.strictObject({ type: z.literal('releaseAll') }),
  /** Presses the system's paste keys. */
  z.strictObject({ type: z.literal('paste'), request: z.number().int().nonnegative() }),
]);

/** From the hook process. */
export const hookReportSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('started'), hook: z.enum(['runs', 'missing', 'refused']) }),
  z.strictObject({
    type: z.literal('combination'),
    name: z.enum(['talk', 'dictate']),
    pressed: z.boolean(),
  }),
  z.strictObject({
    type: z.literal('pasted'),
    request: z.number().int().nonnegative(),
    outcome: z.enum(['sent', 'modifiers_held', 'no_window', 'refused']),
  }),
]);

export type HookCommand = z.infer<typeof hookCommandSchema>;
export type HookReport = z.infer<typeof hookReportSchema>;
export type PasteOutcome = Extract<HookReport, { type: 'pasted' }>['outcome'];
