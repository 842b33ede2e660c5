/** A source whose every frame is decided as it is sent, on the machine's clock or on a virtual one that it drives. */
import { FRAME_SAMPLES } from '../../../electron/contract/audio.ts';
import type { Ms } from '../../../electron/contract/audio.ts';
import { ok } from '../../../electron/contract/errors.ts';
import { createFramePacer } from '../../../electron/engine/capture/frame-pacer.ts';
import type { AudioSource } from '../../../electron/engine/capture/source-port.ts';
import type { EngineTime } from '../../../electron/engine/session/session-io.ts';

export interface ScriptedSource extends AudioSource {
  /** Clock time of the first sample. */
  readonly startedAtMs: Ms;
}

/** @param next the 512 samples that begin at `startSamples`; null ends the source */
export function createScriptedSource(
  time: EngineTime,
  next: (startSamples: number) => Float32Array | null,
): ScriptedSource {
  let startedAtMs: Ms = NaN;
  return {
    name: 'script',
    get startedAtMs() {
      return startedAtMs;
    },
    async run(output, observer, scope) {
      observer.onCondition({ state: 'hearing' });
      startedAtMs = time.clock.now();
      const pacer = createFramePacer(time.clock, time.virtual, output, scope.signal);
      for (let at = 0; ; at += FRAME_SAMPLES) {
        const frame = next(at);
        if (!frame || !(await pacer.send(frame))) return ok(undefined);
      }
    },
  };
}
