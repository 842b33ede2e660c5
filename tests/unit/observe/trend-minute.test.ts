import { describe, expect, it } from 'vitest';
import { createTrendMinute } from '../../../electron/engine/observe/trend-minute.ts';

const now = { epochMs: 1_700_000_059_999, frameP95: 1.23456, memory: 412.34, cpu: 12.34, errors: 5 };

describe('one minute of a trend', () => {
  it('keeps the greatest load and step, and the middle of the turns', () => {
    const minute = createTrendMinute();
    minute.sample(0.2, 'none');
    minute.sample(0.91234, 'drop_frames');
    minute.sample(0.3, 'reduce_quality');
    for (const ms of [300, 400, 5_000, null]) minute.turnEnded(ms);
    const point = minute.take(now);
    expect(point).toMatchObject({
      at: 1_700_000_040_000,
      load: 0.912,
      step: 'drop_frames',
      turns: 4,
      errors: 5,
      frame_p95: 1.235,
      memory: 412.3,
      cpu: 12.3,
    });
    expect(point.voice_to_voice_p50).toBeGreaterThanOrEqual(400);
    expect(point.voice_to_voice_p50).toBeLessThanOrEqual(425);
  });

  it('begins anew with each', () => {
    const minute = createTrendMinute();
    minute.sample(0.9, 'pause_processing');
    minute.turnEnded(300);
    minute.take(now);
    expect(minute.take({ ...now, errors: 7 })).toMatchObject({
      load: 0,
      step: 'none',
      turns: 0,
      voice_to_voice_p50: null,
      errors: 2,
    });
  });
});
