/** Text to sound, one short piece at a time. */
import type { MonoSound } from '../../contract/audio.ts';
import type { Fault } from '../../contract/errors.ts';
import type { LaneStats } from '../runtime/inference-lane.ts';

export interface TtsRequest {
  readonly sessionId: string;
  /** Already speakable (speakable-text.ts) and at most 300 characters. */
  readonly text: string;
  /** 0.5 to 2, 1 is the voice's own pace. */
  readonly rate: number;
  /** `firstAudio` for the first piece of a reply. */
  readonly priority: 'firstAudio' | 'audio' | 'background';
  readonly signal?: AbortSignal;
}

export type TtsOutcome =
  /** Leading silence trimmed; `cached` when no model ran. */
  | { readonly kind: 'done'; readonly sound: MonoSound; readonly computeMs: number; readonly cached: boolean }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly fault: Fault };

export interface TtsEngine {
  readonly name: string;
  readonly sampleRateHz: number;
  synthesize(request: TtsRequest): Promise<TtsOutcome>;
  /** Makes fixed phrases ready in the background so that they cost nothing when needed. */
  warm(phrases: readonly string[]): Promise<void>;
  /** Bytes of sound kept to be said again. */
  readonly cachedBytes?: number;
  /** Lets go of kept sound that is not fixed. Returns how many sounds that were. */
  trimCache?(): number;
  stats(): LaneStats;
  close(): Promise<void>;
}
