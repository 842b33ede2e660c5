/**
 * Hears the wake phrase by the keyword spotter, where there is one. Owns the stream and where the present utterance
 * began; a spotter that failed is left alone from then on.
 */
import type { Fault } from '../../contract/errors.ts';
import type { VadDecision } from '../vad/vad-gate.ts';
import type { KeywordSpotter, KeywordStream } from '../wake/keyword-spotter-port.ts';
import { candidateTuning } from './wake-candidate.ts';

export interface KeywordEar {
  /** False when there is no spotter that works: somebody else has to listen. */
  hear(samples: Float32Array, decision: VadDecision, speechFromSamples: number): boolean;
  /** Forgets what was heard; what is found of it after all calls nobody. */
  drop(): void;
  /** Somebody is speaking. */
  readonly busy: boolean;
  close(): void;
}

export interface KeywordEarParts {
  readonly sessionId: string;
  readonly spotter: () => KeywordSpotter | null;
  /** @param fromSamples where the utterance began; null when no speech was noticed */
  readonly onFound: (phrase: string, fromSamples: number | null) => void;
  readonly onFault: (fault: Fault) => void;
  /** The utterance is over. */
  readonly onOver: () => void;
}

export function createKeywordEar(parts: KeywordEarParts): KeywordEar {
  let open: { readonly spotter: KeywordSpotter; readonly stream: KeywordStream } | null = null;
  let broken: KeywordSpotter | null = null;
  let listening = false;
  let fromSamples: number | null = null;

  function close(): void {
    open?.stream.close();
    open = null;
    listening = false;
    fromSamples = null;
  }

  function streamOf(spotter: KeywordSpotter): KeywordStream {
    if (open?.spotter === spotter) return open.stream;
    close();
    const stream = spotter.createStream({
      sessionId: parts.sessionId,
      onFound() {
        if (!listening) return;
        const from = fromSamples;
        fromSamples = null;
        parts.onFound(spotter.phrase, from);
      },
      onFault(fault) {
        broken = spotter;
        close();
        parts.onFault(fault);
      },
    });
    open = { spotter, stream };
    return stream;
  }

  return {
    hear(samples, decision, speechFromSamples) {
      const spotter = parts.spotter();
      if (!spotter || spotter === broken) {
        if (open) close();
        return false;
      }
      const stream = streamOf(spotter);
      listening = true;
      stream.hear(samples);
      if (decision.event === 'start') fromSamples = speechFromSamples;
      if (fromSamples !== null && decision.silenceMs >= candidateTuning.endMs) {
        fromSamples = null;
        parts.onOver();
      }
      return true;
    },
    drop() {
      if (!listening) return;
      listening = false;
      fromSamples = null;
      open?.stream.reset();
    },
    get busy() {
      return fromSamples !== null;
    },
    close,
  };
}
