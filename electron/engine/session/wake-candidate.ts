/**
 * What to do with an utterance that may begin with the wake phrase: when to have it judged, when to release it, when
 * to forget it. Pure; one step a frame, one an answer. Knows no sound and no words.
 *
 *   none --start--> hearing --matched--> release     hearing --not matched in time--> ignored --quiet--> none
 *                   hearing --quiet, not matched--> none
 */
import { FRAME_MS } from '../../contract/audio.ts';
import type { Ms } from '../../contract/audio.ts';

export interface CandidateTuning {
  /** Speech before the first question: less is not yet a phrase. */
  readonly firstAskMs: Ms;
  /** Between questions while speech goes on; each costs one pass of the recogniser. */
  readonly askEveryMs: Ms;
  /** Silence at which the whole of it is asked about. */
  readonly pauseAskMs: Ms;
  /** Speech after which the last question is asked: what has not matched then is somebody else's talk. */
  readonly giveUpMs: Ms;
  /** Silence that ends the utterance; longer bridges a hesitation inside the phrase. */
  readonly endMs: Ms;
}

export const candidateTuning: CandidateTuning = {
  firstAskMs: 640,
  askEveryMs: 480,
  pauseAskMs: 2 * FRAME_MS,
  giveUpMs: 2_500,
  endMs: 416,
};

export type Candidate =
  | { readonly phase: 'none' }
  | {
      readonly phase: 'hearing';
      /** Where its speech begins in the capture stream. */
      readonly fromSamples: number;
      readonly speechMs: Ms;
      readonly silenceMs: Ms;
      /** Speech at which the next question is due. */
      readonly nextAskMs: Ms;
      /** An answer is awaited, and about what: a beginning, the whole before a pause, or all there will be. */
      readonly asked: 'beginning' | 'whole' | 'last' | null;
      /** The present pause has been asked about. */
      readonly pauseAsked: boolean;
      /** The last answer matched, but its last word may have been cut in half. */
      readonly matchedOnce: boolean;
    }
  | { readonly phase: 'ignored'; readonly silenceMs: Ms };

export type CandidateEvent =
  | {
      readonly type: 'frame';
      readonly vad: 'none' | 'rise' | 'start' | 'cancel' | 'stop' | 'resume';
      readonly speechMs: Ms;
      readonly silenceMs: Ms;
      readonly speechFromSamples: number;
    }
  /** `more`: words follow the phrase. */
  | { readonly type: 'judged'; readonly matched: boolean; readonly more: boolean }
  | { readonly type: 'failed' };

export type CandidateCommand =
  /** Collect its sound from here on. */
  | { readonly type: 'begin'; readonly fromSamples: number }
  | { readonly type: 'ask' }
  /** It called Parley. */
  | { readonly type: 'release'; readonly fromSamples: number }
  /** It did not: forget its sound. */
  | { readonly type: 'drop' }
  /** Whatever it was is over: the voice activity gate may begin anew. */
  | { readonly type: 'over' };

export interface CandidateStep {
  readonly candidate: Candidate;
  readonly commands: readonly CandidateCommand[];
}

export const noCandidate: Candidate = { phase: 'none' };

type Hearing = Extract<Candidate, { phase: 'hearing' }>;
type Frame = Extract<CandidateEvent, { type: 'frame' }>;

const step = (candidate: Candidate, ...commands: CandidateCommand[]): CandidateStep => ({
  candidate,
  commands,
});

/** Asks what is due, or ends what is over. */
function weigh(hearing: Hearing, tuning: CandidateTuning): CandidateStep {
  const { speechMs, silenceMs, asked, pauseAsked, nextAskMs } = hearing;
  if (asked) return step(hearing);
  if (speechMs >= tuning.giveUpMs) {
    return step({ ...hearing, asked: 'last', pauseAsked: silenceMs > 0 }, { type: 'ask' });
  }
  if (silenceMs === 0) {
    if (speechMs < nextAskMs) return step(hearing);
    return step({ ...hearing, asked: 'beginning', nextAskMs: speechMs + tuning.askEveryMs }, { type: 'ask' });
  }
  if (!pauseAsked && silenceMs >= tuning.pauseAskMs) {
    return step({ ...hearing, asked: 'whole', pauseAsked: true }, { type: 'ask' });
  }
  if (pauseAsked && silenceMs >= tuning.endMs) return step(noCandidate, { type: 'drop' }, { type: 'over' });
  return step(hearing);
}

function onFrame(candidate: Candidate, event: Frame, tuning: CandidateTuning): CandidateStep {
  const { silenceMs, speechMs } = event;
  switch (candidate.phase) {
    case 'none': {
      if (event.vad !== 'start') return step(candidate);
      const fromSamples = event.speechFromSamples;
      return step(
        {
          phase: 'hearing',
          fromSamples,
          speechMs,
          silenceMs,
          nextAskMs: tuning.firstAskMs,
          asked: null,
          pauseAsked: false,
          matchedOnce: false,
        },
        { type: 'begin', fromSamples },
      );
    }
    case 'hearing': {
      const resumed = silenceMs === 0 && candidate.silenceMs > 0;
      const pauseAsked = resumed ? false : candidate.pauseAsked;
      return weigh({ ...candidate, speechMs, silenceMs, pauseAsked }, tuning);
    }
    case 'ignored':
      return silenceMs >= tuning.endMs
        ? step(noCandidate, { type: 'over' })
        : step({ ...candidate, silenceMs });
  }
}

/** Applies one event. An answer that nobody waits for changes nothing. */
export function stepCandidate(
  candidate: Candidate,
  event: CandidateEvent,
  tuning: CandidateTuning,
): CandidateStep {
  if (event.type === 'frame') return onFrame(candidate, event, tuning);
  if (candidate.phase !== 'hearing' || !candidate.asked) return step(candidate);
  const { asked, fromSamples, silenceMs } = candidate;
  const ignored = step({ phase: 'ignored', silenceMs }, { type: 'drop' });
  if (event.type === 'failed') return ignored;
  if (event.matched) {
    // the last word of a beginning may be half of a longer one ("Parliament")
    const sure = event.more || asked !== 'beginning' || candidate.matchedOnce;
    if (sure) return step(noCandidate, { type: 'release', fromSamples });
    return step({ ...candidate, asked: null, matchedOnce: true, nextAskMs: candidate.speechMs });
  }
  if (asked === 'last') return ignored;
  return step({ ...candidate, asked: null, matchedOnce: false });
}
