/** Plays nowhere, in the time it would have taken. */
import { ENGINE_RATE_HZ } from '../../contract/audio.ts';
import type { Clock } from '../runtime/clock.ts';
import { createClockedSink } from './clocked-sink.ts';
import type { AudioSink } from './sink-port.ts';

export function createNullSink(options: { readonly clock: Clock }): AudioSink {
  return createClockedSink({ name: 'none', clock: options.clock, rateHz: ENGINE_RATE_HZ });
}
