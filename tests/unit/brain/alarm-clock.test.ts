import { describe, expect, test } from 'vitest';
import { createAlarmClock } from '../../../electron/engine/brain/alarm-clock.ts';
import type { DueItem } from '../../../electron/engine/brain/alarm-clock.ts';
import { ALARM_RECHECK_MS } from '../../../electron/engine/brain/tuning.ts';
import type { Clock } from '../../../electron/engine/runtime/clock.ts';
import { createVirtualClock } from '../../../electron/engine/runtime/virtual-clock.ts';
import { createFakeSkillStorage } from '../../fakes/fake-skill-storage.ts';

const START = Date.UTC(2026, 2, 10, 10);

function createRig(onDue?: (item: DueItem) => boolean | void) {
  const storage = createFakeSkillStorage();
  const time = createVirtualClock(START);
  let jump = 0;
  const longest = { delayMs: 0 };
  const clock: Clock = {
    ...time,
    epochNow: () => time.epochNow() + jump,
    schedule(delayMs, fn) {
      longest.delayMs = Math.max(longest.delayMs, delayMs);
      return time.schedule(delayMs, fn);
    },
  };
  const rung: { id: string; at: number; late: boolean }[] = [];
  const ring = (item: DueItem) => {
    rung.push({ id: item.id, at: time.now(), late: item.late });
    return onDue?.(item);
  };
  return {
    storage,
    time,
    rung,
    longest,
    jumpBy: (ms: number) => void (jump += ms),
    add: (id: string, dueAt: number) =>
      storage.schedule({ id, kind: 'timer', label: '', dueAt, createdAt: START }),
    start: () => createAlarmClock({ storage, clock, onDue: ring }),
  };
}

describe('ringing', () => {
  test('rings at its time, once, and is forgotten', async () => {
    const rig = createRig();
    rig.add('a', START + 5_000);
    const alarms = rig.start();
    await rig.time.advance(4_999);
    expect(rig.rung).toEqual([]);
    await rig.time.advance(1);
    expect(rig.rung).toEqual([{ id: 'a', at: 5_000, late: false }]);
    expect(rig.storage.scheduled()).toEqual([]);
    await rig.time.advance(200_000);
    expect(rig.rung).toHaveLength(1);
    alarms.close();
  });

  test('several at once ring soonest due first', async () => {
    const rig = createRig();
    rig.add('b', START + 2_000);
    rig.add('a', START + 1_000);
    rig.add('c', START + 2_000);
    const alarms = rig.start();
    await rig.time.advance(3_000);
    expect(rig.rung.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    alarms.close();
  });

  test('one added later rings on time after refresh', async () => {
    const rig = createRig();
    const alarms = rig.start();
    await rig.time.advance(1_000);
    rig.add('a', START + 3_000);
    alarms.refresh();
    await rig.time.advance(2_000);
    expect(rig.rung).toEqual([{ id: 'a', at: 3_000, late: false }]);
    alarms.close();
  });

  test('one that was cancelled does not ring', async () => {
    const rig = createRig();
    rig.add('a', START + 3_000);
    const alarms = rig.start();
    await rig.time.advance(1_000);
    rig.storage.unschedule('a');
    await rig.time.advance(60_000);
    expect(rig.rung).toEqual([]);
    alarms.close();
  });

  test('nothing rings after close', async () => {
    const rig = createRig();
    rig.add('a', START + 3_000);
    const alarms = rig.start();
    alarms.close();
    alarms.refresh();
    await rig.time.advance(60_000);
    expect(rig.rung).toEqual([]);
  });
});

describe('time that does strange things', () => {
  test('what fell due while nothing ran rings at the start, as late', async () => {
    const rig = createRig();
    rig.add('old', START - 3_600_000);
    rig.add('fresh', START - 1_000);
    const alarms = rig.start();
    expect(rig.rung).toEqual([]);
    await rig.time.advance(0);
    expect(rig.rung).toEqual([
      { id: 'old', at: 0, late: true },
      { id: 'fresh', at: 0, late: false },
    ]);
    alarms.close();
  });

  test('a delay beyond 2^31 ms is never given to a timer', async () => {
    const rig = createRig();
    rig.add('a', START + 2 ** 31 + 5_000_000);
    const alarms = rig.start();
    await rig.time.advance(300_000);
    expect(rig.rung).toEqual([]);
    expect(rig.longest.delayMs).toBeLessThanOrEqual(ALARM_RECHECK_MS);
    alarms.close();
  });

  test('a clock set forward rings within one re-check', async () => {
    const rig = createRig();
    rig.add('a', START + 7_200_000);
    const alarms = rig.start();
    await rig.time.advance(1_000);
    rig.jumpBy(7_200_000);
    await rig.time.advance(ALARM_RECHECK_MS);
    expect(rig.rung.map(({ id }) => id)).toEqual(['a']);
    alarms.close();
  });

  test('a clock set back neither rings early nor twice', async () => {
    const rig = createRig();
    rig.add('a', START + 10_000);
    rig.add('b', START + 60_000);
    const alarms = rig.start();
    await rig.time.advance(10_000);
    rig.jumpBy(-3_600_000);
    await rig.time.advance(120_000);
    expect(rig.rung.map(({ id }) => id)).toEqual(['a']);
    alarms.close();
  });
});

describe('trouble', () => {
  test('an item nobody could be told of stays and rings when somebody can', async () => {
    let listening = false;
    const rig = createRig(() => listening);
    rig.add('a', START + 1_000);
    const alarms = rig.start();
    await rig.time.advance(2_000);
    expect(rig.storage.scheduled()).toHaveLength(1);
    listening = true;
    await rig.time.advance(ALARM_RECHECK_MS);
    expect(rig.storage.scheduled()).toEqual([]);
    alarms.close();
  });

  test('a storage that fails for a while loses nothing', async () => {
    const rig = createRig();
    rig.add('a', START + 1_000);
    rig.storage.failure = new Error('locked');
    const alarms = rig.start();
    await rig.time.advance(5_000);
    rig.storage.failure = null;
    await rig.time.advance(ALARM_RECHECK_MS);
    expect(rig.rung.map(({ id }) => id)).toEqual(['a']);
    alarms.close();
  });

  test('an item the storage cannot forget does not ring twice', async () => {
    const rig = createRig(() => {
      rig.storage.failure = new Error('read-only');
    });
    rig.add('a', START + 1_000);
    const alarms = rig.start();
    await rig.time.advance(2_000);
    rig.storage.failure = null;
    await rig.time.advance(100_000);
    expect(rig.rung).toHaveLength(1);
    alarms.close();
  });
});
