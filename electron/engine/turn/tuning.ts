/** End of turn: every threshold and duration with unit, what a person hears, and why. */
import type { EndpointTuning } from './endpoint-policy.ts';

const common = {
  askAtSilenceMs: [64, 128, 192],
  transcribeAtSilenceMs: 64,
  maxSilenceMs: 3_000,
  maxUtteranceMs: 30_000,
} as const;

/**
 * The user's choice between a quick answer and never being cut off. Silences are counted from the first frame
 * VAD calls silent. Figures: tests/bench/results/endpoint-study.json.
 */
export const endpointPresets: Readonly<Record<'fast' | 'balanced' | 'patient', EndpointTuning>> = {
  fast: {
    ...common,
    ladders: {
      finished: [
        { probabilityFrom: 0.7, silenceMs: 64 },
        { probabilityFrom: 0.4, silenceMs: 192 },
        { probabilityFrom: 0, silenceMs: 640 },
      ],
      open: [
        { probabilityFrom: 0.9, silenceMs: 128 },
        { probabilityFrom: 0.7, silenceMs: 320 },
        { probabilityFrom: 0, silenceMs: 960 },
      ],
      trailing: [
        { probabilityFrom: 0.97, silenceMs: 640 },
        { probabilityFrom: 0, silenceMs: 1_600 },
      ],
      none: [
        { probabilityFrom: 0.95, silenceMs: 192 },
        { probabilityFrom: 0, silenceMs: 960 },
      ],
    },
  },
  balanced: {
    ...common,
    ladders: {
      finished: [
        { probabilityFrom: 0.9, silenceMs: 64 },
        { probabilityFrom: 0.7, silenceMs: 192 },
        { probabilityFrom: 0.4, silenceMs: 384 },
        { probabilityFrom: 0, silenceMs: 640 },
      ],
      open: [
        { probabilityFrom: 0.95, silenceMs: 192 },
        { probabilityFrom: 0.7, silenceMs: 448 },
        { probabilityFrom: 0, silenceMs: 960 },
      ],
      trailing: [
        { probabilityFrom: 0.97, silenceMs: 640 },
        { probabilityFrom: 0, silenceMs: 1_600 },
      ],
      none: [
        { probabilityFrom: 0.95, silenceMs: 448 },
        { probabilityFrom: 0, silenceMs: 960 },
      ],
    },
  },
  patient: {
    ...common,
    ladders: {
      finished: [
        { probabilityFrom: 0.95, silenceMs: 192 },
        { probabilityFrom: 0.7, silenceMs: 640 },
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
