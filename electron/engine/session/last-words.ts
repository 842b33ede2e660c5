/**
 * What was said when a session is closed is still put into words and kept: the turn's final text is asked for at once
 * and waited for, within a limit. Owns that wait and nothing of the turn.
 */
import type { Clock } from '../runtime/clock.ts';
import type { TurnState } from '../turn/turn-events.ts';
import { sessionTuning } from './session-context.ts';

export interface LastWordsParts {
  readonly clock: Clock;
  readonly phase: () => TurnState['phase'];
  /** Nothing more will be heard. */
  readonly endInput: () => void;
}

export interface LastWords {
  /** Resolves when no words are awaited any more; at once when none were, and after `lastWordsMs` at the latest. */
  take(): Promise<void>;
  /** The phase may have changed. */
  notePhase(): void;
}

export function createLastWords({ clock, phase, endInput }: LastWordsParts): LastWords {
  const awaited = () => phase() === 'listening' || phase() === 'endpointing';
  let taking: Promise<void> | null = null;
  let finish = () => {};
  return {
    take() {
      if (!awaited()) return taking ?? Promise.resolve();
      taking ??= new Promise((resolve) => {
        const cancel = clock.schedule(sessionTuning.lastWordsMs, () => finish());
        finish = () => {
          cancel();
          resolve();
        };
        endInput();
      });
      return taking;
    },
    notePhase() {
      if (!awaited()) finish();
    },
  };
}
