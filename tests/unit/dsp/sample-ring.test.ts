import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSampleRing } from '../../../electron/engine/dsp/sample-ring.ts';

const CAPACITY = 50;

/** What the stream holds at a position: its own number plus one, so that silence stands out. */
const at = (position: number) => position + 1;
const frame = (start: number, length: number) => Float32Array.from({ length }, (_, i) => at(start + i));

describe('sample ring', () => {
  it('equals a plain record of the stream for any writes and reads', () => {
    const write = fc.record({ skip: fc.nat(80), length: fc.nat(120) });
    fc.assert(
      fc.property(fc.array(write, { maxLength: 12 }), fc.nat(400), fc.nat(120), (writes, from, length) => {
        const ring = createSampleRing(CAPACITY);
        const record = new Map<number, number>();
        let end = 0;
        for (const step of writes) {
          const start = end + step.skip;
          ring.write(frame(start, step.length), start);
          for (let i = 0; i < step.length; i++) record.set(start + i, at(start + i));
          if (step.length > 0) end = start + step.length;
        }
        expect(ring.endSamples).toBe(end);
        const expected = Float32Array.from({ length }, (_, i) => {
          const position = from + i;
          return position >= end - CAPACITY ? (record.get(position) ?? 0) : 0;
        });
        expect(ring.read(from, from + length)).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });

  it('keeps the first writing where two overlap', () => {
    const ring = createSampleRing(CAPACITY);
    ring.write(frame(0, 10), 0);
    ring.write(new Float32Array(10).fill(-1), 5);
    expect([...ring.read(3, 12)]).toEqual([4, 5, 6, 7, 8, 9, 10, -1, -1]);
    ring.write(new Float32Array(5).fill(9), 0);
    expect(ring.endSamples).toBe(15);
  });

  it('reads silence before the stream, after it, and nothing for a range turned round', () => {
    const ring = createSampleRing(CAPACITY);
    expect([...ring.read(-3, 2)]).toEqual([0, 0, 0, 0, 0]);
    ring.write(frame(100, 3), 100);
    expect(ring.startSamples).toBe(100);
    expect([...ring.read(98, 105)]).toEqual([0, 0, 101, 102, 103, 0, 0]);
    expect(ring.read(10, 5).length).toBe(0);
  });

  it('gives copies', () => {
    const ring = createSampleRing(CAPACITY);
    const source = frame(0, 4);
    ring.write(source, 0);
    source.fill(0);
    ring.read(0, 4).fill(0);
    expect([...ring.read(0, 4)]).toEqual([1, 2, 3, 4]);
  });
});
