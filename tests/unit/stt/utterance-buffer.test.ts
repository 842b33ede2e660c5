import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createUtteranceBuffer } from '../../../electron/engine/stt/utterance-buffer.ts';

describe('utterance-buffer', () => {
  it('holds what was pushed, in order, as a copy', () => {
    fc.assert(
      fc.property(fc.array(fc.float32Array({ min: -1, max: 1, noNaN: true, maxLength: 2000 })), (pieces) => {
        const buffer = createUtteranceBuffer();
        for (const piece of pieces) {
          expect(buffer.push(piece)).toBe(true);
          piece.fill(0.5);
        }
        expect(buffer.copy()).toHaveLength(buffer.lengthSamples);
      }),
      { numRuns: 20 },
    );
    const buffer = createUtteranceBuffer();
    const piece = Float32Array.from([0.1, -0.2]);
    buffer.push(piece);
    piece.fill(9);
    buffer.push(Float32Array.from([0.3]));
    expect([...buffer.copy()]).toEqual([...Float32Array.from([0.1, -0.2, 0.3])]);
    expect(buffer.peak).toBeCloseTo(0.3);
  });

  it('lets only numbers between -1 and 1 in', () => {
    const buffer = createUtteranceBuffer();
    buffer.push(Float32Array.from([NaN, Infinity, -Infinity, 5, -5, 0.5]));
    expect([...buffer.copy()]).toEqual([0, 1, -1, 1, -1, 0.5]);
  });

  it('stops at 30 s, and starts again when cleared', () => {
    const buffer = createUtteranceBuffer();
    expect(buffer.push(new Float32Array(1_000_000).fill(0.1))).toBe(false);
    expect(buffer.lengthSamples).toBe(480_000);
    expect(buffer.push(new Float32Array(1))).toBe(false);
    expect(buffer.push(new Float32Array(0))).toBe(true);
    buffer.clear();
    expect(buffer.lengthSamples).toBe(0);
    expect(buffer.peak).toBe(0);
    expect(buffer.push(new Float32Array(16))).toBe(true);
  });
});
