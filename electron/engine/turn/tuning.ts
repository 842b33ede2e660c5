/** End of turn: every threshold and duration with unit, what a person hears, and why. */
import type { EndpointTuning } from './endpoint-policy.ts';

const common = {
  // The first answer, one frame into silence, is the most telling: silence itself raises later ones.
  askAtSilenceMs: [32, 64, 128],
  // A frame earlier the last word is often missing from the text.
  transcribeAtSilenceMs: 64,
  maxSilenceMs: 3_000,
  maxUtteranceMs: 30_000,
} as const;

/** Text that must go on, or none: nearly the same for all, since little else is known. */
const trailing = [
  { probabilityFrom: 0.97, silenceMs: 640 },
  { probabilityFrom: 0, silenceMs: 1_600 },
] as const;
const none = [{ probabilityFrom: 0, silenceMs: 960 }] as const;

/**
 * The user's choice between a quick answer and never being cut off. Silence is counted from the first silent frame,
 * which level-drop.ts sees about when speech ends. Chosen on recorded clips with each clip left out in turn
 * (tests/bench/endpoint.bench.ts has the figures): the steps at 64 ms decide how often a short pause ends a turn and
 * stand well inside the flat part of the sweep; the last steps of `finished` are the slow twentieth of answers.
 */
export const endpointPresets: Readonly<Record<'fast' | 'balanced' | 'patient', EndpointTuning>> = {
  fast: {
    ...common,
    ladders: {
      finished: [
        { probabilityFrom: 0.5, silenceMs: 64 },
        { probabilityFrom: 0.3, silenceMs: 192 },
        { probabilityFrom: 0, silenceMs: 352 },
      ],
      open: [
        { probabilityFrom: 0.8, silenceMs: 128 },
        { probabilityFrom: 0.6, silenceMs: 320 },
        { probabilityFrom: 0, silenceMs: 640 },
      ],
      trailing,
      none,
    },
  },
  balanced: {
    ...common,
    ladders: {
      finished: [
        { probabilityFrom: 0.7, silenceMs: 64 },
        { probabilityFrom: 0.3, silenceMs: 384 },
        { probabilityFrom: 0, silenceMs: 448 },
      ],
      open: [
        { probabilityFrom: 0.95, silenceMs: 192 },
        { probabilityFrom: 0.7, silenceMs: 448 },
        { probabilityFrom: 0, silenceMs: 960 },
      ],
      trailing,
      none,
    },
  },
  patient: {
    ...common,
    ladders: {
      finished: [
        { probabilityFrom: 0.9, silenceMs: 192 },
        { probabilityFrom: 0.6, silenceMs: 640 },
        { probabilityFrom: 0, silenceMs: 1_280 },
      ],
      open: [
        { probabilityFrom: 0.95, silenceMs: 640 },
        { probabilityFrom: 0, silenceMs: 1_600 },
      ],
      trailing: [{ probabilityFrom: 0, silenceMs: 2_400 }],
      none: [{ probabilityFrom: 0, silenceMs: 1_600 }],
    },
  },
};
