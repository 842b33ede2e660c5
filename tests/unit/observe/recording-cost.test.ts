/** What recording leaves on the heap: nothing a frame. Counted, not timed. */
import { describe, expect, it } from 'vitest';
import { createStageRecorder } from '../../../electron/engine/observe/stage-recorder.ts';
import { createVirtualClock } from '../../../electron/engine/runtime/virtual-clock.ts';
import { bytesPerRound } from '../../bench/support/heap-use.ts';

const ROUNDS = 20_000;

/**
 * What stages took. The numbers are there before: whoever measures makes them, watched or not. The text keeps the
 * list from being one of bare fractions, of which each would be made anew when it is read.
 */
const costs: readonly unknown[] = ['', ...Array.from({ length: 64 }, (_, i) => 0.1 + i * 0.37)];
const costAt = (at: number) => costs[1 + (at & 63)] as number;

describe('recording a frame', () => {
  it('leaves nothing on the heap', async () => {
    const recorder = createStageRecorder(createVirtualClock());
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

  it('is measured by something that sees one object a frame', async () => {
    const recorder = createStageRecorder(createVirtualClock());
    const kept: { cost: number }[] = [{ cost: 0 }];
    let at = 0;
    const bytes = await bytesPerRound(ROUNDS, () => {
      kept[0] = { cost: costAt(at++) };
      recorder.took('frame', kept[0].cost);
    });
    expect(bytes).toBeGreaterThan(8);
  });
});
