/** Three times what the machine can do, on a clock that stands still between events: real sessions, fake models. */
import { describe, expect, it } from 'vitest';
import { FRAME_MS } from '../../../electron/contract/audio.ts';
import { loadLimits } from '../../../electron/engine/pressure/tuning.ts';
import { openOverloadRig, ROUND_FRAMES } from '../../support/overload-rig.ts';
import type { OverloadRig } from '../../support/overload-rig.ts';

const SESSIONS = 10;
/** With this a frame of each of the ten takes all the time there is. */
const FULL_MS = FRAME_MS / SESSIONS;
const IN_ORDER = ['reduce_quality', 'drop_frames', 'pause_processing'];

const stepsOf = (rig: OverloadRig) => rig.facts.map(({ step }) => step);

function expectWithinBounds(rig: OverloadRig): void {
  const [local] = rig.sessions;
  expect(local!.droppedMs()).toBe(0);
  expect(local!.captured() - local!.processed()).toBeLessThanOrEqual(2);
  // the rig has no voice, which is told once
  const faults = local!.events.flatMap((event) => (event.type === 'error' ? [event.code] : []));
  expect(faults).toEqual(['model_missing']);
  expect(rig.sessions.map((one) => one.lost())).toEqual(rig.sessions.map(() => 0));
  expect(rig.peak.frames).toBeLessThanOrEqual(loadLimits.frameQueue);
  expect(rig.peak.oldestMs).toBeLessThanOrEqual(loadLimits.oldestWaitMs);
  expect(rig.peak.overBound).toEqual([]);
}

describe('a machine asked for three times what it can do', () => {
  it('in front of VAD: keeps every frame and final of the user, bounds what waits, recovers within 2 s', async () => {
    const rig = openOverloadRig(SESSIONS);
    const [local, ...others] = rig.sessions;
    await rig.run(4_000);
    expect(rig.facts).toEqual([]);
    expect(rig.passes.partial).toBeGreaterThan(0);

    rig.cost.frameMs = 3 * FULL_MS;
    await rig.run(5_000);
    expect(stepsOf(rig)).toEqual(IN_ORDER);
    const partials = rig.passes.partial;
    await rig.run(7_000);
    expect(rig.passes.partial, 'no partial after the second step').toBe(partials);
    expect(others.every(({ session }) => session.view().paused)).toBe(true);
    expect(local!.session.view().paused).toBe(false);
    // the user is heard in each of the rounds as if nothing were
    expect(local!.count('finalTranscription')).toBe(Math.floor(16_000 / (ROUND_FRAMES * FRAME_MS)) + 1);

    rig.cost.frameMs = 1;
    rig.facts.length = 0;
    const endedMs = rig.clock.now();
    await rig.run(2_000);
    expect(stepsOf(rig)).toEqual(['drop_frames', 'reduce_quality', 'none']);
    expect(rig.facts.at(-1)!.atMs - endedMs).toBeLessThanOrEqual(2_000);
    await rig.run(4_000);
    expect(rig.passes.partial).toBeGreaterThan(partials);
    expect(others.some(({ session }) => session.view().paused)).toBe(false);

    rig.hush();
    await rig.run(4_000);
    expectWithinBounds(rig);
    await rig.close();
  });

  it('of the recogniser: partials give way, and every final of everybody arrives', async () => {
    const rig = openOverloadRig(SESSIONS);
    // four partials a second of each while it speaks
    rig.cost.passMs = (3 * 1_000) / (4 * SESSIONS);
    await rig.run(14_000);
    rig.hush();
    await rig.run(6_000);
    for (const { count } of rig.sessions) expect(count('finalTranscription')).toBeGreaterThanOrEqual(4);
    for (const { droppedMs } of rig.sessions) expect(droppedMs()).toBe(0);
    // a partial and the finals of one utterance
    expect(rig.passesWaiting()).toBeLessThanOrEqual(2 * SESSIONS);
    expectWithinBounds(rig);
    await rig.close();
  });

  it('has recovered from a single fault within 100 ms of its end', async () => {
    const rig = openOverloadRig(SESSIONS);
    // what Silero takes
    rig.cost.frameMs = 0.3;
    await rig.run(3_008);
    rig.cost.frameMs = 500;
    await rig.run(FRAME_MS);
    rig.cost.frameMs = 0.3;
    await rig.run(500 - FRAME_MS);
    // the one frame that took half a second is done
    await rig.run(3 * FRAME_MS);
    expect(Math.max(...rig.sessions.map(({ session }) => session.oldestWaitMs()))).toBeLessThanOrEqual(
      FRAME_MS,
    );
    rig.hush();
    await rig.run(4_000);
    for (const { droppedMs } of rig.sessions) expect(droppedMs()).toBe(0);
    expectWithinBounds(rig);
    await rig.close();
  });
});
