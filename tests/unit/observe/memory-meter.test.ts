import { describe, expect, it } from 'vitest';
import { createMemoryMeter } from '../../../electron/engine/observe/memory-meter.ts';

const MB = 1_000_000;

function rig() {
  const usage = { rss: 400, heapTotal: 60, heapUsed: 50, external: 20, arrayBuffers: 0 };
  const inBytes = () =>
    Object.fromEntries(Object.entries(usage).map(([key, held]) => [key, held * MB])) as typeof usage;
  return { usage, meter: createMemoryMeter(inBytes) };
}

describe('where memory goes', () => {
  it('counts nothing as growth before the models are ready', () => {
    const { meter, usage } = rig();
    usage.heapUsed = 500;
    expect(meter.beyondModels).toBe(0);
  });

  it('tells the parts', () => {
    const { meter, usage } = rig();
    meter.markReady();
    usage.heapUsed = 80;
    usage.external = 25;
    expect(meter.beyondModels).toBe(35);
    expect(meter.read(5 * MB)).toEqual({
      rss: 400,
      heap: 80,
      external: 25,
      models: 315,
      sessions: 30,
      buffers: 5,
    });
  });

  it('takes for growth what is beyond the least since then: garbage of loading is no baseline', () => {
    const { meter, usage } = rig();
    usage.heapUsed = 150;
    meter.markReady();
    usage.heapUsed = 40;
    expect(meter.beyondModels).toBe(0);
    usage.heapUsed = 90;
    expect(meter.beyondModels).toBe(50);
    usage.heapUsed = 41;
    expect(meter.beyondModels).toBe(1);
  });

  it('never tells less than nothing', () => {
    const { meter, usage } = rig();
    meter.markReady();
    usage.rss = 10;
    expect(meter.read(99 * MB)).toMatchObject({ models: 0, sessions: 0, buffers: 99 });
  });

  it('sees this process grow and shrink', () => {
    const meter = createMemoryMeter();
    meter.markReady();
    const held = new Float64Array(40_000_000 / Float64Array.BYTES_PER_ELEMENT).fill(1);
    expect(meter.beyondModels).toBeGreaterThan(30);
    expect(meter.read(0).sessions).toBeGreaterThan(30);
    expect(held[7]).toBe(1);
  });
});
