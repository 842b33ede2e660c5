/** Opens a session of the product on a bench's own source, with a sink that shows what leaves it and when. */
import { ENGINE_RATE_HZ } from '../../../electron/contract/audio.ts';
import type { Ms } from '../../../electron/contract/audio.ts';
import type { SessionEvent } from '../../../electron/contract/events.ts';
import { defaultSettings } from '../../../electron/contract/settings.ts';
import type { Brain } from '../../../electron/engine/brain/brain-port.ts';
import type { AudioSource } from '../../../electron/engine/capture/source-port.ts';
import type { EchoCanceller } from '../../../electron/engine/echo/echo-port.ts';
import { createNullEchoCanceller } from '../../../electron/engine/echo/null-echo-canceller.ts';
import { createClockedSink } from '../../../electron/engine/playback/clocked-sink.ts';
import { silentLogger } from '../../../electron/engine/runtime/logger.ts';
import { openSession } from '../../../electron/engine/session.ts';
import type { Session } from '../../../electron/engine/session.ts';
import type { EngineTime } from '../../../electron/engine/session/session-io.ts';
import { voiceOf } from './bench-models.ts';
import type { BenchModels } from './bench-models.ts';

export interface BenchSessionOptions {
  readonly models: BenchModels;
  readonly brain: Brain;
  readonly time: EngineTime;
  readonly source: AudioSource;
  /** Default: none, as with files and headphones. */
  readonly canceller?: EchoCanceller;
  readonly onEvent: (event: SessionEvent) => void;
  /** 16 kHz sound as it leaves, and the clock time of its first sample. */
  readonly onSound?: (samples: Float32Array, startMs: Ms) => void;
}

let opened = 0;

export function openBenchSession(options: BenchSessionOptions): Session {
  const { models, brain, time, source } = options;
  const { clock } = time;
  return openSession({
    id: `bench-${++opened}`,
    clock,
    log: silentLogger,
    settings: () => defaultSettings,
    hearing: {
      source,
      vad: models.vad,
      canceller: options.canceller ?? createNullEchoCanceller(),
      sourceWaits: time.virtual !== null,
    },
    stt: models.stt,
    turnModel: models.turn,
    brain,
    voice: voiceOf(models),
    sink: createClockedSink({
      name: 'bench',
      clock,
      rateHz: ENGINE_RATE_HZ,
      ...(options.onSound ? { onSamples: options.onSound } : {}),
    }),
    onEvent: options.onEvent,
    onTurnFinished: () => {},
  });
}
