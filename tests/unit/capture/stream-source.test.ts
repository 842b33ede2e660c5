import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AudioFrame } from '../../../electron/contract/audio.ts';
import type { CaptureCondition } from '../../../electron/engine/capture/source-port.ts';
import { createStreamSource } from '../../../electron/engine/capture/stream-source.ts';
import { encodePcm16 } from '../../../electron/engine/dsp/wav.ts';
import { createScope } from '../../../electron/engine/runtime/scope.ts';
import { createVirtualClock } from '../../../electron/engine/runtime/virtual-clock.ts';

function open() {
  const clock = createVirtualClock();
  const scope = createScope();
  const frames: AudioFrame[] = [];
  const conditions: CaptureCondition[] = [];
  const lost: number[] = [];
  const listeners = new Set<(bytes: Uint8Array) => void>();
  const source = createStreamSource({
    name: 'browser',
    clock,
    listen(onBytes) {
      listeners.add(onBytes);
      return () => void listeners.delete(onBytes);
    },
  });
  const output = {
    offer: (frame: AudioFrame) => frames.push(frame) > 0,
    send: () => Promise.resolve(true),
    end() {},
  };
  const observer = {
    onCondition: (condition: CaptureCondition) => void conditions.push(condition),
    onLost: (samples: number) => void lost.push(samples),
  };
  const done = source.run(output, observer, scope);
  const send = (bytes: Uint8Array) => listeners.forEach((listener) => listener(bytes));
  return { clock, scope, frames, conditions, lost, listeners, done, send };
}

const joined = (frames: readonly AudioFrame[]) => frames.flatMap(({ samples }) => [...samples]);

describe('sound that somebody sends', () => {
  it('is the same in pieces of any size', async () => {
    const values = Float32Array.from({ length: 512 * 5 }, (_, at) => ((at * 37) % 65_536) / 32_768 - 1);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 999 }), { minLength: 1 }), async (sizes) => {
        const { frames, send, scope, done } = open();
        const bytes = encodePcm16(values);
        for (let at = 0, i = 0; at < bytes.length; i++) {
          const size = sizes[i % sizes.length]!;
          send(bytes.subarray(at, at + size));
          at += size;
        }
        expect(joined(frames)).toEqual([...values]);
        expect(frames.map(({ startSamples }) => startSamples)).toEqual([0, 512, 1024, 1536, 2048]);
        await scope.close();
        await done;
      }),
      { numRuns: 30 },
    );
  });

  it('in bursts has times that never fall and end with the piece', async () => {
    const { clock, frames, send, scope, done } = open();
    await clock.advance(96);
    send(new Uint8Array(512 * 2 * 3));
    expect(frames.map(({ capturedAtMs }) => capturedAtMs)).toEqual([32, 64, 96]);
    send(new Uint8Array(512 * 2 * 2));
    expect(frames.slice(3).map(({ capturedAtMs }) => capturedAtMs)).toEqual([96, 96]);
    await scope.close();
    await done;
  });

  it('of which too much comes at once is cut to the newest two seconds, and the rest is told', async () => {
    const { clock, frames, lost, send, scope, done } = open();
    await clock.advance(32);
    send(new Uint8Array(1024));
    send(new Uint8Array(10 * 32_000));
    expect(frames.length).toBe(1 + 62);
    expect(lost).toEqual([250 * 512]);
    expect(frames[1]!.startSamples).toBe(512 + 250 * 512);
    await scope.close();
    await done;
  });

  it('that stays away is told, and told again when it is back', async () => {
    const { clock, conditions, send, scope, done } = open();
    send(new Uint8Array(100));
    expect(conditions).toEqual([{ state: 'hearing' }]);
    await clock.advance(3_000);
    expect(conditions.at(-1)).toMatchObject({ state: 'lost', fault: { code: 'mic_stalled' } });
    send(new Uint8Array(100));
    expect(conditions.at(-1)).toEqual({ state: 'hearing' });
    expect(conditions).toHaveLength(3);
    await scope.close();
    await done;
  });

  it('is not listened to once the session ends', async () => {
    const { clock, frames, listeners, send, scope, done } = open();
    await scope.close();
    expect(await done).toEqual({ ok: true, value: undefined });
    expect(listeners.size).toBe(0);
    send(new Uint8Array(4_096));
    await clock.advance(10_000);
    expect(frames).toHaveLength(0);
  });
});
