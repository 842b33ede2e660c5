import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLevelDrop } from '../../../electron/engine/vad/level-drop.ts';
import { levelDropTuning } from '../../../electron/engine/vad/tuning.ts';

const frame = (db: number) => new Float32Array(512).fill(10 ** (db / 20));

/** A level drop that has heard a second of speech at -20 dBFS. */
function afterSpeech() {
  const drop = createLevelDrop(levelDropTuning);
  for (let i = 0; i < 31; i++) drop.weigh(frame(-20), 0.95);
  return drop;
}

describe('the fall of the level', () => {
  it.each([
    [-20, 0.95],
    [-45, 0.95],
    [-49.5, 0.95],
    [-50.5, 0],
    [-90, 0],
    [-Infinity, 0],
  ])('a frame of %f dBFS after speech at -20 is believed as %f', (db, believed) => {
    expect(afterSpeech().weigh(frame(db), 0.95)).toBe(believed);
  });

  it('knows nothing before it has heard speech, nor after a reset', () => {
    const drop = createLevelDrop(levelDropTuning);
    expect(drop.weigh(frame(-90), 0.7)).toBe(0.7);
    const taught = afterSpeech();
    taught.reset();
    expect(taught.weigh(frame(-90), 0.7)).toBe(0.7);
  });

  it('does not learn loudness from noise', () => {
    const drop = createLevelDrop(levelDropTuning);
    for (let i = 0; i < 100; i++) drop.weigh(frame(0), 0.1);
    for (let i = 0; i < 10; i++) expect(drop.weigh(frame(-40), 0.9)).toBe(0.9);
  });

  it('keeps hearing a voice after one clap on top of it', () => {
    const drop = afterSpeech();
    drop.weigh(frame(0), 0.9);
    for (let i = 0; i < 50; i++) expect(drop.weigh(frame(-25), 0.9)).toBe(0.9);
  });

  it('never raises a probability and takes any samples', () => {
    const sample = fc.oneof(fc.float(), fc.constantFrom(NaN, Infinity, -Infinity, 0, 1e30));
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.array(sample, { maxLength: 8 }), fc.double({ min: 0, max: 1, noNaN: true })), {
          maxLength: 40,
        }),
        (frames) => {
          const drop = createLevelDrop(levelDropTuning);
          for (const [samples, probability] of frames) {
            expect([0, probability]).toContain(drop.weigh(Float32Array.from(samples), probability));
          }
        },
      ),
    );
  });
});
