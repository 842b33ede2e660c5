/** Times of the turn machine. The silence an end of turn needs is in tuning.ts (endpoint presets). */
import type { Ms } from '../../contract/audio.ts';
import type { EndpointTuning } from './endpoint-policy.ts';

export interface TurnTuning {
  readonly endpoint: EndpointTuning;
  /** Audio kept after the talk key is released; shorter clips the last sound of a word. */
  readonly holdReleaseMs: Ms;
  /** Speech during a reply cancels it after this long whatever was said; coughs and "mm-hm" are shorter. */
  readonly interruptLastsMs: Ms;
  /** Speech shorter than this interrupts only with words that ask for the floor: echo and coughs are this short. */
  readonly interruptShortMs: Ms;
  /** Silence after which a burst that said nothing is a false alarm; speech that goes on before it adds up. */
  readonly interruptQuietMs: Ms;
  /** From here on a partial text that is more than a listening sound cancels the reply. */
  readonly interruptTextMs: Ms;
  /** A longer utterance is cut; the recogniser takes no more. */
  readonly maxUtteranceMs: Ms;
  readonly interruptible: boolean;
  /** Ears that were opened by a click or the wake phrase wait this long for speech; longer catches other people's. */
  readonly awaitSpeechMs: Ms;
  /** Silence after the wake phrase alone that asks for the request: shorter cuts in before a hesitant one. */
  readonly calledAloneMs: Ms;
}

/** All but the endpoint preset, which is the user's choice. */
export const turnTuning: Omit<TurnTuning, 'endpoint'> = {
  holdReleaseMs: 200,
  interruptLastsMs: 640,
  interruptShortMs: 640,
  interruptQuietMs: 320,
  interruptTextMs: 416,
  maxUtteranceMs: 29_500,
  interruptible: true,
  awaitSpeechMs: 8_000,
  calledAloneMs: 512,
};
