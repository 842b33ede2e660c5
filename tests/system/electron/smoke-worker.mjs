/** The lane worker of the smoke test: sums the samples it is given, times the gain it was loaded with. */
import { serveLane } from '../../../out/engine/runtime/lane-worker.js';

serveLane(async ({ gain }) => ({
  info: 'ready',
  handler: { run: ({ audio }) => gain * audio.reduce((sum, sample) => sum + sample, 0) },
}));
