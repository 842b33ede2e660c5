/** Passes every frame through the canceller. Adds nothing, drops nothing. */
import type { AudioFrame, Ms } from '../../contract/audio.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Stage } from '../runtime/stage.ts';
import type { EchoCanceller } from './echo-port.ts';

/** `timing`: told how long each frame took. */
export function createEchoStage(
  canceller: EchoCanceller,
  timing?: { readonly clock: Clock; readonly took: (frame: AudioFrame, ms: Ms) => void },
): Stage<AudioFrame, AudioFrame> {
  return {
    name: 'echo',
    async run(input, output, scope) {
      for (let frame = await input.receive(scope.signal); frame; frame = await input.receive(scope.signal)) {
        const beganMs = timing?.clock.now() ?? 0;
        canceller.process(frame);
        if (timing) timing.took(frame, timing.clock.now() - beganMs);
        if (!(await output.send(frame, scope.signal))) return;
      }
    },
  };
}
