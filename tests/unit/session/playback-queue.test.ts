import { describe, expect, it } from 'vitest';
import type { AudioSink } from '../../../electron/engine/playback/sink-port.ts';
import { createPlaybackQueue } from '../../../electron/engine/session/playback-queue.ts';

const sound = (ms: number) => ({ samples: new Float32Array(ms * 16), sampleRateHz: 16_000 });

function queueAt(heardMs: () => number) {
  const heard = () => ({ text: '', ms: heardMs(), complete: false });
  return createPlaybackQueue({ heard } as Pick<AudioSink, 'heard'> as AudioSink);
}

describe('the edge between voice and speaker', () => {
  it.each([
    ['nothing made', [], 0, 0],
    ['all of it waiting', [500], 0, 500],
    ['a part of it heard', [500, 400], 300, 600],
    ['all heard', [500], 500, 0],
    ['more heard than made, by rounding', [500], 500.4, 0],
    ['no more than the sink holds', [4_000], 1_000, 1_500],
  ] as const)('%s', (_, made, heard, depth) => {
    const queue = queueAt(() => heard);
    for (const ms of made) queue.handed(sound(ms));
    expect(queue.view(true)).toMatchObject({ name: 'tts->playback', unit: 'ms', bound: 1_500, depth });
  });

  it('is empty when nothing plays and when another reply begins, and remembers its peak', () => {
    const queue = queueAt(() => 0);
    queue.handed(sound(700));
    expect(queue.view(true).depth).toBe(700);
    expect(queue.view(false)).toMatchObject({ depth: 0, peak: 700 });
    queue.begin();
    expect(queue.view(true).depth).toBe(0);
  });
});
