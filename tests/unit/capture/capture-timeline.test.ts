import { describe, expect, it } from 'vitest';
import { FRAME_MS, FRAME_SAMPLES } from '../../../electron/contract/audio.ts';
import { createCaptureTimeline } from '../../../electron/engine/capture/capture-timeline.ts';

const BEGAN = 5_000;
function create() {
  const lost: number[] = [];
  const timeline = createCaptureTimeline(BEGAN, (samples) => lost.push(samples));
  /** Places frame `n` of a steady microphone, `lateMs` after its time. */
  const place = (n: number, lateMs = 0, lostFrames = 0) =>
    timeline.place(BEGAN + (n + 1) * FRAME_MS + lateMs, lostFrames);
  return { timeline, lost, place };
}

describe('capture timeline', () => {
  it('counts frames while they come, late or in bursts', () => {
    const { lost, place } = create();
    for (let n = 0; n < 500; n++) {
      const lateMs = n > 0 && n % 64 < 40 ? 900 : (n * 13) % 50;
      expect(place(n, n === 0 ? 0 : lateMs)).toBe(n * FRAME_SAMPLES);
    }
    expect(lost).toEqual([]);
  });

  it('begins where the first frame lies, which loses nothing', () => {
    const { lost, place } = create();
    expect(place(30)).toBe(30 * FRAME_SAMPLES);
    expect(place(31)).toBe(31 * FRAME_SAMPLES);
    expect(lost).toEqual([]);
  });

  it('jumps over a gap after a reopening and tells it', () => {
    const { timeline, lost, place } = create();
    place(0);
    timeline.restart();
    expect(place(100)).toBe(100 * FRAME_SAMPLES);
    expect(lost).toEqual([99 * FRAME_SAMPLES]);
  });

  it('never goes back', () => {
    const { timeline, lost, place } = create();
    for (let n = 0; n < 10; n++) place(n);
    timeline.restart();
    expect(place(4)).toBe(10 * FRAME_SAMPLES);
    expect(lost).toEqual([]);
  });

  it('tells frames known to be lost at once', () => {
    const { lost, place } = create();
    place(0);
    expect(place(4, 0, 3)).toBe(4 * FRAME_SAMPLES);
    expect(lost).toEqual([3 * FRAME_SAMPLES]);
  });

  it('notices sound that is missing for good, once', () => {
    const { lost, place } = create();
    for (let n = 0; n < 64; n++) place(n);
    let last = 0;
    for (let n = 64; n < 300; n++) last = place(n + 100, (n * 7) % 40);
    expect(lost.length).toBe(1);
    expect(Math.abs(lost[0]! - 100 * FRAME_SAMPLES)).toBeLessThan(FRAME_SAMPLES);
    expect(Math.abs(last - 399 * FRAME_SAMPLES)).toBeLessThan(FRAME_SAMPLES);
  });
});
