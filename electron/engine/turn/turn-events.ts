/** The vocabulary of turn taking: what can happen, what is remembered, what is ordered. Plain data. */
import type { Ms } from '../../contract/audio.ts';
import type { DiscardReason, TurnEndReason, WordTime } from '../../contract/events.ts';
import type { Fault } from '../../contract/errors.ts';
import type { EndpointVerdict } from './endpoint-policy.ts';

/** The text of an utterance as far as turn taking cares. */
export interface TurnTranscript {
  readonly text: string;
  readonly words: readonly WordTime[];
  readonly language: string;
  readonly confidence: number;
  readonly phantom: boolean;
  /** The wake phrase stood before the text and was taken off. */
  readonly called?: boolean;
}

export interface TurnScore {
  readonly atSilenceMs: Ms;
  readonly probability: number;
}

/** Speech that is being collected for one turn. */
export interface Utterance {
  readonly turnId: number;
  /** Where it begins in the capture stream, pre-roll not included. */
  readonly startSamples: number;
  /** The talk key decides about its end, not silence. */
  readonly held: boolean;
  /** Time since the talk key was released, or the talk button clicked once more. */
  readonly releasedMs: Ms | null;
  /** How long the ears have been open without speech; null once somebody spoke, or when speech began the turn. */
  readonly awaitedMs: Ms | null;
  /** How many pauses it has had; names the current one. */
  readonly pauses: number;
}

/** A silence inside or after an utterance, and the evidence collected in it. */
export interface Pause {
  readonly id: number;
  readonly silenceMs: Ms;
  readonly scores: readonly TurnScore[];
  readonly transcript: TurnTranscript | null;
  readonly transcribeAsked: boolean;
  /** The reply to this text is being prepared. */
  readonly prepared: boolean;
  /** How many of the asking times have passed. */
  readonly asked: number;
  /** Set when the end is certain and only the text is missing. */
  readonly forced: TurnEndReason | null;
}

export type TurnState =
  | { readonly phase: 'idle'; readonly nextTurnId: number }
  | { readonly phase: 'listening'; readonly nextTurnId: number; readonly utterance: Utterance }
  | {
      readonly phase: 'endpointing';
      readonly nextTurnId: number;
      readonly utterance: Utterance;
      readonly pause: Pause;
    }
  /** The turn is the brain's; nothing of the reply was heard. `utterance` is null when speech cannot extend it. */
  | {
      readonly phase: 'thinking';
      readonly nextTurnId: number;
      readonly turnId: number;
      readonly utterance: Utterance | null;
    }
  | { readonly phase: 'speaking'; readonly nextTurnId: number; readonly turnId: number }
  /** Somebody speaks during the reply: it is ducked until that is an interruption or a false alarm. */
  | {
      readonly phase: 'interrupted';
      readonly nextTurnId: number;
      readonly turnId: number;
      readonly utterance: Utterance | null;
      readonly speechMs: Ms;
      /** The last partial was our own voice: lasting speech proves nothing. */
      readonly own: boolean;
      readonly pause: Pause | null;
    }
  /** What is said is written, not answered: session/dictation.ts collects it. */
  | { readonly phase: 'dictating'; readonly nextTurnId: number; readonly turnId: number }
  | { readonly phase: 'failed'; readonly nextTurnId: number; readonly fault: Fault };

export type TurnEvent =
  /** One frame has passed the voice activity gate. */
  | {
      readonly type: 'voice';
      readonly vad: 'none' | 'rise' | 'start' | 'cancel' | 'stop' | 'resume';
      readonly isSpeech: boolean;
      readonly speechMs: Ms;
      readonly silenceMs: Ms;
      /** End of this frame in the capture stream. */
      readonly atSamples: number;
      /** Where the current run of speech began. */
      readonly speechFromSamples: number;
    }
  | {
      readonly type: 'transcribed';
      readonly turnId: number;
      readonly pauseId: number;
      readonly transcript: TurnTranscript;
    }
  | {
      readonly type: 'transcribeFailed';
      readonly turnId: number;
      readonly pauseId: number;
      readonly fault: Fault;
    }
  | { readonly type: 'scored'; readonly turnId: number; readonly pauseId: number; readonly score: TurnScore }
  /** `own`: it is our own voice that came back through the microphone. */
  | {
      readonly type: 'partial';
      readonly turnId: number;
      readonly text: string;
      /** The part two partials agreed on. */
      readonly stable: string;
      readonly own: boolean;
    }
  | { readonly type: 'holdPressed'; readonly atSamples: number }
  | { readonly type: 'holdReleased' }
  /** The talk button: begins a turn that ends by itself, or ends the one that is being spoken. */
  | { readonly type: 'clicked'; readonly atSamples: number }
  /** The wake phrase was said; `fromSamples` is where its utterance begins. */
  | { readonly type: 'called'; readonly fromSamples: number; readonly phraseEndSamples: number }
  | { readonly type: 'dictationBegan' }
  /** All sound of the dictation is there; its text may still be on its way. */
  | { readonly type: 'dictationDone'; readonly turnId: number }
  /** The microphone is closed: nothing more will be heard. */
  | { readonly type: 'earsClosed' }
  | { readonly type: 'typed' }
  | { readonly type: 'announced' }
  | { readonly type: 'replyStarted'; readonly turnId: number }
  | { readonly type: 'replyEnded'; readonly turnId: number }
  | { readonly type: 'stopRequested' }
  | { readonly type: 'inputEnded' }
  | { readonly type: 'failed'; readonly fault: Fault };

export type TurnCommand =
  /** Start collecting from `fromSamples` minus pre-roll. `extendsTurnId`: the turn whose words it repeats. */
  | {
      readonly type: 'beginUtterance';
      readonly turnId: number;
      readonly fromSamples: number;
      readonly extendsTurnId: number | null;
      /** It begins with the wake phrase, which ends here. */
      readonly phraseEndSamples?: number;
    }
  /** Nobody has spoken yet: its sound begins anew now. `invite`: after the wake phrase alone, so say that we listen. */
  | { readonly type: 'awaitSpeech'; readonly turnId: number; readonly invite: boolean }
  /** The speech that was awaited began at `fromSamples`. */
  | { readonly type: 'speechFound'; readonly turnId: number; readonly fromSamples: number }
  | { readonly type: 'transcribe'; readonly turnId: number; readonly pauseId: number }
  | { readonly type: 'askTurn'; readonly turnId: number; readonly pauseId: number; readonly atSilenceMs: Ms }
  /** The text is known and the turn has probably ended: the reply may be prepared, but not spoken. */
  | { readonly type: 'prepareReply'; readonly turnId: number; readonly text: string }
  /** Speech went on: what was asked in this pause is not wanted any more. */
  | { readonly type: 'dropPause'; readonly turnId: number; readonly pauseId: number }
  | {
      readonly type: 'endTurn';
      readonly turnId: number;
      readonly reason: TurnEndReason;
      readonly transcript: TurnTranscript;
      readonly pause: Pause;
      readonly verdict: EndpointVerdict;
    }
  | {
      readonly type: 'discardTurn';
      readonly turnId: number;
      readonly reason: DiscardReason;
      readonly fault?: Fault;
    }
  | { readonly type: 'startTyped'; readonly turnId: number }
  | { readonly type: 'startAnnouncement'; readonly turnId: number }
  | { readonly type: 'startDictation'; readonly turnId: number }
  /** `keep`: what was said so far is still to be written. */
  | {
      readonly type: 'endDictation';
      readonly turnId: number;
      readonly keep: boolean;
      readonly code?: Fault['code'];
    }
  /** `interrupted`: some of it was heard. `continued`: the turn goes on under another id, nothing is kept of this one. */
  | {
      readonly type: 'cancelReply';
      readonly turnId: number;
      readonly interrupted: boolean;
      readonly continued?: true;
    }
  | { readonly type: 'duck'; readonly turnId: number }
  | { readonly type: 'unduck'; readonly turnId: number };

export interface TurnStep {
  readonly state: TurnState;
  readonly commands: readonly TurnCommand[];
}
