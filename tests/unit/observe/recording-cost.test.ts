/** What recording leaves on the heap: nothing a frame. Counted, not timed. */
import { describe, expect, it } from 'vitest';
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
function rig(clock = createRealClock()) {
  const recorder = createStageRecorder(clock);
  recorder.takeFrames();
  return recorder;
}

describe('recording a frame', () => {
  it('leaves nothing on the heap', async () => {
    const recorder = rig();
    let at = 0;
    const bytes = await bytesPerRound(ROUNDS, () => {
      const ms = costAt(at++);
      recorder.took('echo', ms);
      recorder.took('vad', ms);
      recorder.took('frame', ms);
    });
    expect(recorder.views(new Set()).find(({ name }) => name === 'frame')?.count).toBeGreaterThan(ROUNDS);
    expect(bytes).toBeLessThan(1);
  });

  it('looks at no clock while somebody takes the frames', () => {
    const real = createRealClock();
    let looks = 0;
    const recorder = rig({ ...real, now: () => (looks++, real.now()) });
    const before = looks;
    for (let n = 0; n < 100; n++) {
      recorder.took('echo', 0.1);
      recorder.took('vad', 0.2);
      recorder.took('frame', 0.3);
    }
    expect(looks).toBe(before);
  });

  it('is measured by something that sees one object a frame', async () => {
    const recorder = rig();
    const kept: { cost: number }[] = [{ cost: 0 }];
    let at = 0;
    const bytes = await bytesPerRound(ROUNDS, () => {
      kept[0] = { cost: costAt(at++) };
      recorder.took('frame', kept[0].cost);
    });
    expect(bytes).toBeGreaterThan(8);
  });
});
