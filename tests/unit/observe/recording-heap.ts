/**
 * What recording a frame leaves on the heap, as one line of JSON. Run by recording-cost.test.ts in a process of its own:
 * one in which other tests have run, or whose compiler is behind, counts what the code took before it was compiled.
 */
import { createStageRecorder } from '../../../electron/engine/observe/stage-recorder.ts';
import { createRealClock } from '../../../electron/engine/runtime/clock.ts';
import { bytesPerRound } from '../../bench/support/heap-use.ts';

const ROUNDS = 20_000;

/**
 * What stages took. The numbers are there before: whoever measures makes them, watched or not. The text keeps the
 * list from being one of bare fractions, of which each would be made anew when it is read.
 */
const costs: readonly unknown[] = ['', ...Array.from({ length: 64 }, (_, i) => 0.1 + i * 0.37)];
const costAt = (at: number) => costs[1 + (at & 63)] as number;

/** As it is in the app: the machine's own clock, of which each reading is a new number, and a watch that takes frames. */
function createTakenRecorder() {
  const recorder = createStageRecorder(createRealClock());
  recorder.takeFrames();
  return recorder;
}

async function ofFrame(): Promise<number> {
  const recorder = createTakenRecorder();
  let at = 0;
  return bytesPerRound(ROUNDS, () => {
    const ms = costAt(at++);
    recorder.took('echo', ms);
    recorder.took('vad', ms);
    recorder.took('frame', ms);
  });
}

/** A recorder for which somebody makes one object a frame. */
async function ofFrameWithObject(): Promise<number> {
  const recorder = createTakenRecorder();
  const kept: { cost: number }[] = [{ cost: 0 }];
  let at = 0;
  return bytesPerRound(ROUNDS, () => {
    kept[0] = { cost: costAt(at++) };
    recorder.took('frame', kept[0].cost);
  });
}

console.log(JSON.stringify({ frame: await ofFrame(), withObject: await ofFrameWithObject() }));
