/** A voice that makes a sound of 10 ms a character at once, or when told to; records what was asked of it. */
import { faultOf } from '../../electron/contract/errors.ts';
import type { TtsEngine, TtsOutcome, TtsRequest } from '../../electron/engine/tts/tts-port.ts';

export interface FakeTtsEngine extends TtsEngine {
  readonly requests: TtsRequest[];
  /** Requests begun and not yet answered. */
  readonly pending: number;
}

export interface FakeTtsOptions {
  /** Texts that fail. */
  readonly fails?: (text: string) => boolean;
  /** Awaited before each answer. */
  readonly gate?: (text: string) => Promise<void>;
}

export function createFakeTtsEngine(options: FakeTtsOptions = {}): FakeTtsEngine {
  const requests: TtsRequest[] = [];
  let pending = 0;

  async function answer(request: TtsRequest): Promise<TtsOutcome> {
    await options.gate?.(request.text);
    if (request.signal?.aborted) return { kind: 'cancelled' };
    if (options.fails?.(request.text)) return { kind: 'failed', fault: faultOf('model_failed') };
    const samples = new Float32Array(request.text.length * 160).fill(0.1);
    return { kind: 'done', sound: { samples, sampleRateHz: 16_000 }, computeMs: 1, cached: false };
  }

  return {
    name: 'fake-voice',
    sampleRateHz: 16_000,
    requests,
    get pending() {
      return pending;
    },
    async synthesize(request) {
      requests.push(request);
      pending++;
      const aborted = new Promise<TtsOutcome>((resolve) => {
        request.signal?.addEventListener('abort', () => resolve({ kind: 'cancelled' }), { once: true });
      });
      const outcome = await Promise.race([answer(request), aborted]);
      pending--;
      return outcome;
    },
    warm: () => Promise.resolve(),
    stats: () => ({
      name: 'fake-voice',
      waiting: 0,
      running: pending > 0,
      done: requests.length,
      failed: 0,
      cancelled: 0,
      computeMs: 0,
      oldestWaitMs: 0,
    }),
    close: () => Promise.resolve(),
  };
}
