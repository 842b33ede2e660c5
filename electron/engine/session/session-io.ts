/**
 * Builds the ends of a session from plain descriptions: where sound comes from and where the voice goes.
 * The microphone is just one more source.
 */
import { basename } from 'node:path';
import { faultFrom } from '../../contract/errors.ts';
import type { Fault } from '../../contract/errors.ts';
import { createMicrophoneSource } from '../capture/microphone-source.ts';
import { createSequenceSource } from '../capture/sequence-source.ts';
import type { AudioSource } from '../capture/source-port.ts';
import { createStreamSource } from '../capture/stream-source.ts';
import type { ListenToStream } from '../capture/stream-source.ts';
import { createNullSink } from '../playback/null-sink.ts';
import type { AudioSink } from '../playback/sink-port.ts';
import { createSpeakerSink } from '../playback/speaker-sink.ts';
import { createStreamSink } from '../playback/stream-sink.ts';
import type { StreamLine } from '../playback/stream-sink.ts';
import { createWavSink } from '../playback/wav-sink.ts';
import type { Clock } from '../runtime/clock.ts';
import type { VirtualClock } from '../runtime/virtual-clock.ts';
import { containLine } from './contained-line.ts';

export type SessionInput =
  /** Device name as listed, empty for the default; null follows the settings, also when they change. */
  | { readonly kind: 'microphone'; readonly device: string | null }
  /** WAV files one after another, each once the last was answered. */
  | { readonly kind: 'files'; readonly paths: readonly string[]; readonly onFile?: (path: string) => void }
  /** PCM16 little-endian mono 16 kHz that somebody sends. */
  | { readonly kind: 'stream'; readonly name: string; readonly listen: ListenToStream }
  | { readonly kind: 'none' };

export type SessionOutput =
  | { readonly kind: 'speaker'; readonly device: string | null }
  | { readonly kind: 'wav'; readonly path: string }
  /** Sent to somebody who plays it. */
  | { readonly kind: 'stream'; readonly name: string; readonly line: StreamLine }
  | { readonly kind: 'none' };

/** The clock of the engine; `virtual` when files drive it. */
export interface EngineTime {
  readonly clock: Clock;
  readonly virtual: VirtualClock | null;
}

export function createSource(
  input: Exclude<SessionInput, { kind: 'none' }>,
  time: EngineTime,
  usualDevice: string,
  isIdle: () => boolean,
  onWarning: (fault: Fault) => void,
): AudioSource {
  if (input.kind === 'microphone')
    return createMicrophoneSource({ device: input.device ?? usualDevice, clock: time.clock });
  if (input.kind === 'stream')
    return createStreamSource({ name: input.name, clock: time.clock, listen: input.listen });
  return createSequenceSource({
    paths: input.paths,
    pace: time.virtual
      ? { mode: 'fast', virtualClock: time.virtual }
      : { mode: 'realtime', clock: time.clock },
    leadSilenceMs: 300,
    gapSilenceMs: 400,
    isIdle,
    onWarning,
    onFile: (path) => input.onFile?.(basename(path)),
  });
}

export function createSink(
  output: SessionOutput,
  clock: Clock,
  usualDevice: string,
  onWarning: (fault: Fault) => void = () => {},
): AudioSink {
  switch (output.kind) {
    case 'speaker':
      return createSpeakerSink({ device: output.device ?? usualDevice, clock });
    case 'wav':
      return createWavSink({ path: output.path, clock });
    case 'stream':
      return createStreamSink({
        name: output.name,
        // the volume is set while the session is being made, and only then is there one to tell it
        line: containLine(output.line, (thrown) => queueMicrotask(() => onWarning(faultFrom(thrown)))),
        clock,
      });
    case 'none':
      return createNullSink({ clock });
  }
}
