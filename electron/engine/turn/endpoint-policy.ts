/**
 * When silence means that the speaker has finished: weighs the end-of-turn model's answers against what the
 * text looks like. Pure. Owns the rule; the numbers are in tuning.ts, the watching of time is the turn machine's.
 */
import type { Ms } from '../../contract/audio.ts';
import { classifyText } from './text-evidence.ts';
import type { TextEvidence } from './text-evidence.ts';

export type { TextEvidence } from './text-evidence.ts';

/** One step of the ladder: from this probability on, this much silence is enough. */
export interface EndpointStep {
  readonly probabilityFrom: number;
  readonly silenceMs: Ms;
}

export interface EndpointTuning {
  /** Silence at which the end-of-turn model is asked; not on and on, since silence itself raises its score. */
  readonly askAtSilenceMs: readonly Ms[];
  /** Silence at which the final transcription is started on trial. */
  readonly transcribeAtSilenceMs: Ms;
  /** For each kind of text the ladder, most certain first; the last step is for every lower probability. */
  readonly ladders: Readonly<Record<TextEvidence, readonly EndpointStep[]>>;
  /** Silence that always ends the turn. */
  readonly maxSilenceMs: Ms;
  /** Speech that is always cut. */
  readonly maxUtteranceMs: Ms;
}

export interface EndpointEvidence {
  /** Answers so far this pause, in order of silence. */
  readonly scores: readonly { readonly atSilenceMs: Ms; readonly probability: number }[];
  /** What was said so far; null if not known yet. */
  readonly text: string | null;
}

export interface EndpointVerdict {
  readonly requiredSilenceMs: Ms;
  /** The mean of the answers; null without any. */
  readonly probability: number | null;
  readonly text: TextEvidence;
}

/** Mean of the answers that are numbers from 0 to 1; null if there is none. */
function meanProbability(scores: EndpointEvidence['scores']): number | null {
  let sum = 0;
  let count = 0;
  for (const { probability } of scores) {
    if (!(probability >= 0 && probability <= 1)) continue;
    sum += probability;
    count++;
  }
  return count === 0 ? null : sum / count;
}

/**
 * The silence that ends the turn, given what is known now. Ask again with each new piece of evidence; end once
 * silence has reached the answer. Without any score the least certain step counts, so a missing end-of-turn
 * model makes turns slower and never shorter.
 */
export function decideEndpoint(evidence: EndpointEvidence, tuning: EndpointTuning): EndpointVerdict {
  const probability = meanProbability(evidence.scores);
  const text = classifyText(evidence.text);
  const ladder = tuning.ladders[text];
  const step = ladder.find(({ probabilityFrom }) => (probability ?? 0) >= probabilityFrom) ?? ladder.at(-1);
  const silenceMs = step?.silenceMs ?? tuning.maxSilenceMs;
  return { requiredSilenceMs: Math.min(silenceMs, tuning.maxSilenceMs), probability, text };
}
