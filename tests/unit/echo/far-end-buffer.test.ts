import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFarEndBuffer } from '../../../electron/engine/echo/far-end-buffer.ts';

/** Samples that tell their own position: a slow ramp. */
const ramp = (from: number, count: number) =>
  Float32Array.from({ length: count }, (_, i) => (from + i + 1) / 1e5);
const positions = (samples: Float32Array) => Array.from(samples, (value) => Math.round(value * 1e5) - 1);

describe('far-end buffer', () => {
  it('gives what plays at a time, silence before, between and after', () => {
    const far = createFarEndBuffer();
    const out = new Float32Array(160);
    far.readInto(out, 0);
    expect(out.every((value) => value === 0)).toBe(true);
    far.push(ramp(0, 320), 1_000);
    far.push(ramp(320, 320), 1_100);
    expect(far.audibleUntilMs).toBe(1_120);
    far.readInto(out, 995);
    expect(positions(out).slice(78, 82)).toEqual([-1, -1, 0, 1]);
    far.readInto(out, 1_005);
    expect(positions(out)).toEqual(Array.from({ length: 160 }, (_, i) => 80 + i));
    far.readInto(out, 1_095);
    expect(positions(out).slice(78, 82)).toEqual([-1, -1, 320, 321]);
    far.readInto(out, 1_115);
    expect(positions(out).slice(78, 82)).toEqual([638, 639, -1, -1]);
    far.readInto(out, -1e9);
    far.readInto(out, 1e9);
    expect(out.every((value) => value === 0)).toBe(true);
  });

  it('follows a drifting clock one sample at a time', () => {
    const far = createFarEndBuffer();
    const out = new Float32Array(160);
    let last = -1;
    let jumps = 0;
    for (let block = 0; block < 1_500; block++) {
      // 200 ppm: 48 samples in 15 s.
      far.push(ramp((block * 160) % 90_000, 160), block * 10 * (1 - 200e-6));
      if (block < 20) continue;
      far.readInto(out, (block - 20) * 10);
      const [first = 0] = positions(out);
      if (last >= 0 && first > last) {
        expect(Math.abs(first - last - 160)).toBeLessThanOrEqual(1);
        jumps += Math.abs(first - last - 160);
      }
      last = first;
    }
    expect(jumps).toBeGreaterThan(35);
    expect(jumps).toBeLessThan(60);
  });

  it('is not moved by jitter of the stamps', () => {
    const far = createFarEndBuffer();
    const out = new Float32Array(160);
    for (let block = 0; block < 300; block++)
      far.push(ramp(block * 160, 160), block * 10 + ((block * 7) % 5) / 4 - 0.5);
    far.readInto(out, 500);
    const start = positions(out)[0]!;
    expect(Math.abs(start - 8_000)).toBeLessThan(16);
    for (let block = 1; block < 100; block++) {
      far.readInto(out, 500 + block * 10);
      expect(positions(out)[0]).toBe(start + block * 160);
    }
  });

  it('takes anything', () => {
    const any = fc.oneof(fc.double(), fc.constantFrom(NaN, Infinity, -Infinity));
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.array(any, { maxLength: 50 }), any), { maxLength: 20 }),
        any,
        (pushes, at) => {
          const far = createFarEndBuffer();
          const out = new Float32Array(160);
          for (const [samples, time] of pushes) far.push(Float32Array.from(samples), time);
          far.readInto(out, at);
          expect(out.every((value) => value >= -1 && value <= 1)).toBe(true);
        },
      ),
    );
  });
});
