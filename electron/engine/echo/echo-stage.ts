/** Passes every frame through the canceller. Adds nothing, drops nothing. */
import type { AudioFrame } from '../../contract/audio.ts';
import type { Stage } from '../runtime/stage.ts';
import type { EchoCanceller } from './echo-port.ts';

export function createEchoStage(canceller: EchoCanceller): Stage<AudioFrame, AudioFrame> {
  return {
    name: 'echo',
    async run(input, output, scope) {
      for (let frame = await input.receive(scope.signal); frame; frame = await input.receive(scope.signal)) {
        canceller.process(frame);
        if (!(await output.send(frame, scope.signal))) return;
      }
    },
  };
}
