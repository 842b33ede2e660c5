import { describe, expect, it } from 'vitest';
import { createLevelTap } from '../../../electron/engine/session/level-tap.ts';

const voice = (samples: Float32Array, probability: number) => ({
  frame: { samples, startSamples: 0, capturedAtMs: 0 },
  probability,
});

describe('the level of a frame', () => {
  it('is RMS, peak and probability, never above 1', () => {
    const told: number[][] = [];
    const tap = createLevelTap(
      (...level) => void told.push(level),
      () => {},
    );
    tap(voice(new Float32Array(512), 0));
    tap(
      voice(
        Float32Array.from({ length: 512 }, (_, i) => (i % 2 ? 0.5 : -0.5)),
        0.7,
      ),
    );
    tap(voice(new Float32Array(512).fill(-3), 1));
    expect(told).toEqual([
      [0, 0, 0],
      [0.5, 0.5, 0.7],
      [1, 1, 1],
    ]);
  });

  it('a listener that throws is called again, and told of once', () => {
    let calls = 0;
    let thrown = 0;
    const tap = createLevelTap(
      () => {
        calls++;
        throw new Error('no');
      },
      () => void thrown++,
    );
    for (let i = 0; i < 3; i++) tap(voice(new Float32Array(512), 0));
    expect([calls, thrown]).toEqual([3, 1]);
  });
});
