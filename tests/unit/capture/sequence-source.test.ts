import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { FRAME_MS, FRAME_SAMPLES } from '../../../electron/contract/audio.ts';
import type { AudioFrame } from '../../../electron/contract/audio.ts';
import { createSequenceSource } from '../../../electron/engine/capture/sequence-source.ts';
import type { SequenceOptions } from '../../../electron/engine/capture/sequence-source.ts';
import { createWavSource } from '../../../electron/engine/capture/wav-source.ts';
import type { AudioSource } from '../../../electron/engine/capture/source-port.ts';
import { encodeWav } from '../../../electron/engine/dsp/wav.ts';
import { createBoundedChannel } from '../../../electron/engine/runtime/bounded-channel.ts';
import { createScope } from '../../../electron/engine/runtime/scope.ts';
import { createVirtualClock } from '../../../electron/engine/runtime/virtual-clock.ts';
import type { VirtualClock } from '../../../electron/engine/runtime/virtual-clock.ts';

const folder = mkdtempSync(join(tmpdir(), 'parley-sequence-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A file whose every sample is `level`, so that frames tell which file they came from. */
function levelFile(level: number, samples: number): string {
  const path = join(folder, `${level}-${samples}.wav`);
  writeFileSync(path, encodeWav({ samples: new Float32Array(samples).fill(level), sampleRateHz: 16_000 }));
  return path;
}
const first = levelFile(0.25, FRAME_SAMPLES * 3);
const second = levelFile(0.5, FRAME_SAMPLES * 2 + 1);

const observer = { onCondition: () => {}, onLost: () => {} };

interface Run {
  readonly frames: AudioFrame[];
  readonly clock: VirtualClock;
}

/** Runs a source in fast mode, reading all it sends. `onFrame` sees each frame as it is read. */
async function runFast(
  options: Partial<SequenceOptions>,
  onFrame: (frame: AudioFrame, index: number, stop: () => Promise<void>) => void = () => {},
) {
  const clock = createVirtualClock(0);
  const channel = createBoundedChannel<AudioFrame>({ name: 'test', capacity: 4, full: 'wait' });
  const scope = createScope();
  const frames: AudioFrame[] = [];
  const reading = (async () => {
    for await (const frame of channel) {
      expect(clock.now()).toBe(frame.capturedAtMs);
      onFrame(frame, frames.length, () => scope.close());
      frames.push(frame);
    }
  })();
  const source = createSequenceSource({
    paths: [first],
    pace: { mode: 'fast', virtualClock: clock },
    ...options,
  });
  const result = await source.run(channel, observer, scope);
  channel.end();
  await reading;
  return { result, frames, clock } satisfies Run & { result: unknown };
}

const levels = (frames: readonly AudioFrame[]) => frames.map((frame) => frame.samples[0]!);

describe('sequence source, fast', () => {
  it('sends every frame once, at its own time and place', async () => {
    const { frames } = await runFast({
      paths: [first, second],
      gapSilenceMs: FRAME_MS * 2,
      leadSilenceMs: FRAME_MS,
    });
    expect(levels(frames)).toEqual([0, 0.25, 0.25, 0.25, 0, 0, 0.5, 0.5, 0.5, 0, 0]);
    expect(frames[8]!.samples[1]).toBe(0);
    frames.forEach((frame, i) => {
      expect(frame.startSamples).toBe(i * FRAME_SAMPLES);
      expect(frame.capturedAtMs).toBeCloseTo((i + 1) * FRAME_MS);
    });
  });

  it('keeps silent until the session is idle, then takes the next turn', async () => {
    let idle = true;
    const started: number[] = [];
    const { frames } = await runFast(
      {
        paths: [first, second],
        gapSilenceMs: FRAME_MS,
        isIdle: () => idle,
        onFile: (_path, index) => started.push(index),
      },
      (_frame, index) => {
        if (index === 1) idle = false;
        if (index === 9) idle = true;
      },
    );
    expect(levels(frames)).toEqual([0.25, 0.25, 0.25, 0, 0, 0, 0, 0, 0, 0, 0.5, 0.5, 0.5, 0]);
    expect(started).toEqual([0, 1]);
  });

  it('gives up on a session that is never idle', async () => {
    const { frames, result } = await runFast({
      isIdle: () => false,
      idleWaitMaxMs: FRAME_MS * 20,
      gapSilenceMs: 0,
    });
    expect(result.ok).toBe(true);
    expect(frames.length).toBe(23);
  });

  it('stops at once when its scope ends, and when the output does', async () => {
    const stopped = await runFast({ isIdle: () => false }, (_frame, index, stop) => {
      if (index === 5) void stop();
    });
    expect(stopped.result.ok).toBe(true);
    expect(stopped.frames.length).toBeLessThanOrEqual(8);
    const ended = createBoundedChannel<AudioFrame>({ name: 'ended', capacity: 4, full: 'wait' });
    ended.end();
    const pace = { mode: 'fast', virtualClock: createVirtualClock(0) } as const;
    const result = await createWavSource({ path: first, pace, isIdle: () => false }).run(
      ended,
      observer,
      createScope(),
    );
    expect(result.ok).toBe(true);
  });

  it('tells of a bad file before playing anything', async () => {
    const empty = join(folder, 'empty.wav');
    writeFileSync(empty, encodeWav({ samples: new Float32Array(0), sampleRateHz: 16_000 }));
    for (const [path, code] of [
      [join(folder, 'nowhere.wav'), 'file_missing'],
      [folder, 'file_unreadable'],
      [empty, 'audio_empty'],
      [import.meta.filename, 'audio_format'],
    ]) {
      const { result, frames } = await runFast({ paths: [first, path!] });
      expect(result).toMatchObject({ ok: false, fault: { code } });
      expect(frames).toEqual([]);
    }
  });

  it('plays a file cut short and warns', async () => {
    const whole = encodeWav({ samples: new Float32Array(2_000).fill(0.25), sampleRateHz: 16_000 });
    const path = join(folder, 'cut.wav');
    writeFileSync(path, whole.subarray(0, 2_044));
    const warnings: string[] = [];
    const { frames } = await runFast({
      paths: [path],
      gapSilenceMs: 0,
      onWarning: (fault) => warnings.push(fault.code),
    });
    expect(frames.length).toBe(2);
    expect(warnings).toEqual(['audio_truncated']);
  });
});

describe('sequence source, real time', () => {
  /** A source on a clock that the test moves as a machine would. */
  async function runRealtime(
    source: (clock: VirtualClock) => AudioSource,
    steps: readonly number[],
    halfway: () => void = () => {},
  ) {
    const clock = createVirtualClock(0);
    const got: { at: number; frame: AudioFrame }[] = [];
    const channel = createBoundedChannel<AudioFrame>({ name: 'test', capacity: 500, full: 'drop-oldest' });
    const scope = createScope();
    const running = source(clock).run(channel, observer, scope);
    const take = () => {
      for (let frame = channel.poll(); frame; frame = channel.poll()) got.push({ at: clock.now(), frame });
    };
    // Opening the file is real input that no clock knows of.
    await new Promise((resolve) => setTimeout(resolve, 100));
    const play = async () => {
      for (const step of steps) {
        await clock.advance(step);
        await new Promise((resolve) => setTimeout(resolve, 5));
        take();
      }
    };
    await play();
    halfway();
    await play();
    await scope.close();
    await running;
    return got;
  }
  const longFile = levelFile(0.25, FRAME_SAMPLES * 100);
  const source = (clock: VirtualClock) =>
    createWavSource({ path: longFile, pace: { mode: 'realtime', clock } });

  it('sends one frame every 32 ms without drift', async () => {
    const got = await runRealtime(source, new Array<number>(10).fill(FRAME_MS));
    expect(got.length).toBeGreaterThanOrEqual(18);
    got.forEach(({ at, frame }, i) => {
      expect(frame.capturedAtMs).toBeCloseTo((i + 1) * FRAME_MS, 6);
      expect(frame.startSamples).toBe(i * FRAME_SAMPLES);
      expect(at).toBeGreaterThanOrEqual(frame.capturedAtMs - 1e-6);
    });
  });

  it('goes on from now after the machine slept, without a burst', async () => {
    let sleptMs = 0;
    const sleepy = (clock: VirtualClock) =>
      createWavSource({
        path: longFile,
        pace: { mode: 'realtime', clock: { ...clock, now: () => clock.now() + sleptMs } },
      });
    const before = await runRealtime(sleepy, [FRAME_MS, FRAME_MS], () => (sleptMs = 60_000));
    expect(before.length).toBeLessThan(8);
    expect(before.at(-1)!.frame.capturedAtMs).toBeGreaterThan(60_000);
  });
});
