/**
 * The chain of responders: the first that understands a request answers it. Owns what is said when none does
 * and when one fails; refuses to pretend there is an answer. A failure stays inside its own reply.
 */
import { faultFrom, faultOf } from '../../contract/errors.ts';
import type { Fault } from '../../contract/errors.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Brain, BrainOutcome, BrainRequest, Responder, Responding, SendChunk } from './brain-port.ts';
import { speakSentences } from './speak-sentences.ts';

export interface BrainOptions {
  /** Asked in this order. */
  readonly responders: readonly Responder[];
  readonly clock: Clock;
}

/** One sentence from a fault: what happened and, with `help`, what to do about it. Leaves details out. */
function faultSentence(fault: Fault, withHelp: boolean): string {
  const { message, help } = faultOf(fault.code);
  if (!withHelp) return message;
  return `${message.replace(/[.!]$/, '')}; ${help.charAt(0).toLowerCase()}${help.slice(1)}`;
}

/** Builds the brain of the engine. Sessions share it; it keeps no state of theirs. */
export function createBrain({ responders }: BrainOptions): Brain {
  let closed = false;

  function choose(request: BrainRequest): Responding | Fault | null {
    for (const responder of responders) {
      try {
        const responding = responder.match(request);
        if (responding) return responding;
      } catch (thrown) {
        return faultFrom(thrown);
      }
    }
    return null;
  }

  async function fail(fault: Fault, send: SendChunk, signal: AbortSignal): Promise<BrainOutcome> {
    const ended = await speakSentences([faultSentence(fault, false)], send, signal);
    return ended ?? { kind: 'failed', fault };
  }

  return {
    async reply(request, send, signal) {
      if (signal.aborted) return { kind: 'cancelled' };
      if (closed) return { kind: 'failed', fault: faultOf('closed') };
      if (request.text.trim() === '') return { kind: 'done', source: 'none' };
      const chosen = choose(request);
      if (!chosen) {
        const ended = await speakSentences([faultSentence(faultOf('llm_none'), true)], send, signal);
        return ended ?? { kind: 'done', source: 'none' };
      }
      if ('code' in chosen) return fail(chosen, send, signal);
      let outcome: BrainOutcome;
      try {
        outcome = await chosen.run(send, signal);
      } catch (thrown) {
        outcome = signal.aborted ? { kind: 'cancelled' } : { kind: 'failed', fault: faultFrom(thrown) };
      }
      return outcome.kind === 'failed' ? fail(outcome.fault, send, signal) : outcome;
    },
    preview(request) {
      if (closed || request.text.trim() === '') return null;
      const chosen = choose(request);
      if (!chosen) return faultSentence(faultOf('llm_none'), true);
      return 'code' in chosen ? null : (chosen.preview?.() ?? null);
    },
    close() {
      closed = true;
      return Promise.resolve();
    },
  };
}
