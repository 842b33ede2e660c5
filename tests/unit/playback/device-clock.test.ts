import { describe, expect, it } from 'vitest';
import { createDeviceClock } from '../../../electron/engine/playback/device-clock.ts';

/** Reads a device that steps by `stepMs`, `offsetMs` behind the machine, every `everyMs` up to `untilMs`. */
function read(
  clock: ReturnType<typeof createDeviceClock>,
  fromMs: number,
  untilMs: number,
  offsetMs: number,
  everyMs = 7,
  stepMs = 10.667,
): void {
  for (let now = fromMs; now < untilMs; now += everyMs) {
    clock.observe((Math.floor((now - offsetMs) / stepMs) * stepMs) / 1000, now);
  }
}

describe('device clock', () => {
  it('knows the offset to well under a step, though it reads late by up to one', () => {
    const clock = createDeviceClock();
    read(clock, 5_000, 8_000, 4_321);
    expect(clock.running).toBe(true);
    expect(clock.machineTimeOf(2)).toBeGreaterThanOrEqual(6_321);
    expect(clock.machineTimeOf(2)).toBeLessThan(6_322);
    expect(clock.slips).toBe(0);
  });

  it('waits for the second step before it believes that a device runs', () => {
    const clock = createDeviceClock();
    clock.observe(0, 0);
    clock.observe(0.005, 50);
    for (let now = 100; now <= 2_000; now += 100) clock.observe(0.005, now);
    expect(clock.running).toBe(false);
    expect(clock.stillMs).toBe(1_950);
    clock.observe(0.03, 2_100);
    expect(clock.running).toBe(true);
    expect(clock.machineTimeOf(0.03)).toBe(2_100);
  });

  it('measures how long it stands still, and starts afresh when it goes on', () => {
    const clock = createDeviceClock();
    read(clock, 0, 1_000, 0);
    for (let now = 1_000; now <= 1_600; now += 100) clock.observe(0.99, now);
    expect(clock.stillMs).toBeGreaterThanOrEqual(500);
    read(clock, 1_650, 2_500, 700);
    expect(clock.stillMs).toBeLessThan(20);
    expect(clock.machineTimeOf(1)).toBeCloseTo(1_700, -1);
  });

  it('does not take its own thread being held up for a dead device', () => {
    const clock = createDeviceClock();
    read(clock, 0, 1_000, 0);
    clock.observe(0.992, 5_000);
    clock.observe(0.992, 9_000);
    expect(clock.stillMs).toBeLessThan(500);
  });

  it('counts lost buffers and follows them', () => {
    const clock = createDeviceClock();
    read(clock, 0, 2_000, 0);
    read(clock, 2_000, 4_000, 7.1);
    read(clock, 4_000, 6_000, 21.3);
    expect(clock.slips).toBe(2);
    expect(clock.machineTimeOf(3)).toBeCloseTo(3_021.3, 0);
  });

  it('is not fooled by a drifting clock', () => {
    const clock = createDeviceClock();
    for (let now = 0; now < 60_000; now += 7)
      clock.observe(Math.floor((now * 0.9998) / 10.667) * 0.010667, now);
    expect(clock.slips).toBe(0);
    expect(Math.abs(clock.machineTimeOf(60 * 0.9998) - 60_000)).toBeLessThan(2);
  });
});
