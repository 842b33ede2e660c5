/**
 * Sentences in, spoken pieces out, one piece computed ahead of the one being sent. Owns the order of pieces and
 * their priority; refuses to know who plays them. A full output stops the computing, and so the pulling.
 */
import type { MonoSound } from '../../contract/audio.ts';
import type { Fault } from '../../contract/errors.ts';
import type { Stage } from '../runtime/stage.ts';
import { divideSpeech } from './speech-pieces.ts';
import type { TtsEngine } from './tts-port.ts';

export interface TtsSentence {
  readonly turnId: number;
  /** As the user reads it: Markdown, figures and symbols are made speakable here. */
  readonly text: string;
}

export interface TtsPiece {
  readonly turnId: number;
  readonly sound: MonoSound;
  /** The part of the sentence this sound speaks, as the user reads it. */
  readonly text: string;
}

export interface TtsStageOptions {
  readonly engine: TtsEngine;
  readonly sessionId: string;
  /** Speaking rate, 0.5 to 2, asked before every piece. */
  readonly rate: () => number;
  /** Somebody waits for the first sound: a turn begins with a short piece. Default true. */
  readonly hurried?: boolean;
  /** Told at most once a turn when a piece could not be spoken; the turn goes on with the next piece. */
  readonly onFault?: (turnId: number, fault: Fault) => void;
  /** Told of every piece: its computing time (0 when remembered) and whether it is the first of its turn. */
  readonly onSpoken?: (turnId: number, piece: { computeMs: number; cached: boolean; first: boolean }) => void;
}

export function createTtsStage(options: TtsStageOptions): Stage<TtsSentence, TtsPiece> {
  const { engine, sessionId, hurried = true } = options;
  return {
    name: 'tts',
    async run(input, output, scope) {
      const { signal } = scope;
      let turn = { id: NaN, spoken: false, faulted: false, insideCode: false };
      let sending: Promise<boolean> = Promise.resolve(true);

      /** False when the turn's output is gone. */
      async function speak(speakText: string, displayText: string): Promise<boolean> {
        const { id } = turn;
        const outcome = await engine.synthesize({
          sessionId,
          text: speakText,
          rate: options.rate(),
          priority: turn.spoken ? 'audio' : 'firstAudio',
          signal,
        });
        switch (outcome.kind) {
          case 'cancelled':
            return !signal.aborted;
          case 'failed':
            if (!turn.faulted) options.onFault?.(id, outcome.fault);
            turn.faulted = true;
            return true;
          case 'done':
            if (outcome.sound.samples.length === 0) return true;
            options.onSpoken?.(id, {
              computeMs: outcome.computeMs,
              cached: outcome.cached,
              first: !turn.spoken,
            });
            turn.spoken = true;
            if (!(await sending)) return false;
            sending = output.send({ turnId: id, sound: outcome.sound, text: displayText }, signal);
            return true;
        }
      }

      for (
        let sentence = await input.receive(signal);
        sentence !== undefined && !signal.aborted;
        sentence = await input.receive(signal)
      ) {
        if (sentence.turnId !== turn.id) {
          turn = { id: sentence.turnId, spoken: false, faulted: false, insideCode: false };
        }
        const divided = divideSpeech(sentence.text, {
          insideCode: turn.insideCode,
          hurried: hurried && !turn.spoken,
        });
        turn.insideCode = divided.insideCode;
        for (const piece of divided.pieces) {
          if (signal.aborted || !(await speak(piece.speakText, piece.displayText))) {
            await sending;
            return;
          }
        }
      }
      await sending;
    },
  };
}
