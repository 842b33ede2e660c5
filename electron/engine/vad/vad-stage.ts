/** Adds the probability of speech to every frame. Knows nothing of turns: the gate is stepped by their owner. */
import { FRAME_SAMPLES } from '../../contract/audio.ts';
import type { AudioFrame, Ms } from '../../contract/audio.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Stage } from '../runtime/stage.ts';
import type { VadStream } from './vad-port.ts';

export interface VoiceFrame {
  readonly frame: AudioFrame;
  /** 0 to 1. */
  readonly probability: number;
}

/**
 * `clock`: the model's time counts on it. A gap in the frames (dropped audio) resets the model's memory.
 * `onTook`: told how long each frame took.
 */
export function createVadStage(
  stream: VadStream,
  clock: Clock,
  onTook: (frame: AudioFrame, ms: Ms) => void = () => {},
): Stage<AudioFrame, VoiceFrame> {
  return {
    name: 'vad',
    async run(input, output, scope) {
      let expectedSamples = -1;
      for (let frame = await input.receive(scope.signal); frame; frame = await input.receive(scope.signal)) {
        const current = frame;
        if (current.startSamples !== expectedSamples && expectedSamples >= 0) stream.reset();
        expectedSamples = current.startSamples + FRAME_SAMPLES;
        const beganMs = clock.now();
        const probability = await clock.timed(() => stream.process(current.samples));
        onTook(current, clock.now() - beganMs);
        if (!(await output.send({ frame: current, probability }, scope.signal))) return;
      }
    },
  };
}
