/** One WAV file as a session's source: a talk of a single turn. */
import type { Ms } from '../../contract/audio.ts';
import { createSequenceSource } from './sequence-source.ts';
import type { SequenceOptions } from './sequence-source.ts';
import type { AudioSource } from './source-port.ts';

export interface WavSourceOptions extends Omit<SequenceOptions, 'paths' | 'gapSilenceMs'> {
  readonly path: string;
  /** Least silence after the file before the session is asked whether it is idle. */
  readonly trailSilenceMs?: Ms;
}

/** Ends after the file once `isIdle` says so; errors as `createSequenceSource`. */
export function createWavSource(options: WavSourceOptions): AudioSource {
  const { path, trailSilenceMs, ...rest } = options;
  const gap = trailSilenceMs === undefined ? {} : { gapSilenceMs: trailSilenceMs };
  return createSequenceSource({ ...rest, ...gap, paths: [path] });
}
