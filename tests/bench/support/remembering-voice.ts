/**
 * A voice whose memory the bench governs: a turn may then use what was prepared for it, and nothing of earlier turns.
 * Put around a voice that remembers nothing itself. An aborted request ends at once, also while its clock stands still.
 */
import type { TtsEngine, TtsOutcome } from '../../../electron/engine/tts/tts-port.ts';

export interface RememberingVoice extends TtsEngine {
  forget(): void;
}

/** @param mostChars longer texts are not remembered */
export function createRememberingVoice(voice: TtsEngine, mostChars = Infinity): RememberingVoice {
  const known = new Map<string, TtsOutcome>();
  return {
    ...voice,
    forget: () => known.clear(),
    async synthesize(request) {
      const { signal } = request;
      const key = `${request.rate} ${request.text}`;
      const found = known.get(key);
      if (found) return found;
      const aborted = new Promise<TtsOutcome>((resolve) =>
        signal?.addEventListener('abort', () => resolve({ kind: 'cancelled' }), { once: true }),
      );
      const outcome = await Promise.race([voice.synthesize(request), aborted]);
      if (outcome.kind === 'done' && request.text.length <= mostChars) {
        known.set(key, { ...outcome, cached: true, computeMs: 0 });
      }
      return outcome;
    },
  };
}
