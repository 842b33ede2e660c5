import { describe, expect, it } from 'vitest';
import { createClockedSink } from '../../../electron/engine/playback/clocked-sink.ts';
import { createNullSink } from '../../../electron/engine/playback/null-sink.ts';
import { createVirtualClock } from '../../../electron/engine/runtime/virtual-clock.ts';
import { createFakeSinkObserver } from '../../fakes/fake-sink-observer.ts';
import { largestStep, level, rms, tone } from '../../support/test-sound.ts';

const RATE_HZ = 16_000;

/** A sink whose samples land on a time line, one a sixteenth of a millisecond. */
async function rig() {
  const clock = createVirtualClock();
  const line = new Float32Array(RATE_HZ * 20);
  const sink = createClockedSink({
    name: 'test',
    clock,
    rateHz: RATE_HZ,
    onSamples: (samples, startMs) => line.set(samples, Math.round(startMs * 16)),
  });
  const observer = createFakeSinkObserver();
  await sink.open(observer);
  return { clock, line, sink, observer };
}

const piece = (turnId: number, ms: number, text = 'one two three four five') => ({
  turnId,
  sound: level(ms, RATE_HZ, 0.5),
  text,
});

/** What a promise has come to by now, or `pending`. */
async function stateOf<T>(promise: Promise<T>): Promise<T | 'pending'> {
  return Promise.race([promise, new Promise<'pending'>((resolve) => setImmediate(() => resolve('pending')))]);
}

describe('clocked sink', () => {
  it('plays at once, in real time, and tells what was heard at its exact end', async () => {
    const { clock, line, sink, observer } = await rig();
    await clock.advance(1_000);
    sink.beginTurn(7);
    expect(await sink.write(piece(7, 410))).toBe(true);
    const done = sink.finishTurn(7);
    expect(observer.started).toEqual([{ turnId: 7, atMs: 1_000 }]);
    await clock.advance(200);
    expect(sink.heard()).toEqual({ text: 'one two', ms: 200, complete: false });
    await clock.advance(209);
    expect(await stateOf(done)).toBe('pending');
    await clock.advance(2);
    expect(await stateOf(done)).toEqual({ text: 'one two three four five', ms: 410, complete: true });
    expect(observer.underruns).toEqual([]);
    expect(line.findIndex((value) => value !== 0)).toBe(16_000);
    expect(line.findLastIndex((value) => value !== 0)).toBe(16_000 + 6_559);
    expect(largestStep(line)).toBeLessThan(0.02);
  });

  it('keeps no timer while nothing plays', async () => {
    let waiting = 0;
    const clock = createVirtualClock();
    const counting = {
      ...clock,
      schedule(ms: number, fn: () => void) {
        waiting++;
        const cancel = clock.schedule(ms, () => {
          waiting--;
          fn();
        });
        let cancelled = false;
        return () => {
          if (!cancelled) waiting--;
          cancelled = true;
          cancel();
        };
      },
    };
    const sink = createNullSink({ clock: counting });
    await sink.open(createFakeSinkObserver());
    expect(waiting).toBe(0);
    sink.beginTurn(1);
    await sink.write(piece(1, 100));
    expect(waiting).toBe(1);
    await clock.advance(150);
    expect(waiting).toBe(0);
    await sink.finishTurn(1);
    sink.beginTurn(2);
    await sink.write(piece(2, 1_000));
    sink.stop();
    expect(waiting).toBe(0);
    await sink.close();
  });

  it('holds 1.5 s: a writer waits until what it wrote fits', async () => {
    const { clock, sink } = await rig();
    sink.beginTurn(1);
    expect(await sink.write(piece(1, 1_000))).toBe(true);
    const second = sink.write(piece(1, 1_000));
    const third = sink.write(piece(1, 5_000));
    expect(await stateOf(second)).toBe('pending');
    await clock.advance(480);
    expect(await stateOf(second)).toBe('pending');
    await clock.advance(40);
    expect(await stateOf(second)).toBe(true);
    await clock.advance(4_960);
    expect(await stateOf(third)).toBe('pending');
    await clock.advance(40);
    expect(await stateOf(third)).toBe(true);
    const done = sink.finishTurn(1);
    await clock.advance(1_500);
    expect(await stateOf(done)).toMatchObject({ ms: 7_000, complete: true });
  });

  it('joins a long piece and the next one without a gap though both had to wait', async () => {
    const { clock, line, sink, observer } = await rig();
    sink.beginTurn(1);
    void sink.write(piece(1, 3_000)).then(() => sink.write(piece(1, 3_000)));
    await clock.advance(2_000);
    void sink.finishTurn(1);
    await clock.advance(4_500);
    expect(observer.underruns).toEqual([]);
    expect(line.findLastIndex((value) => value !== 0)).toBe(6_000 * 16 - 1);
  });

  it('lets an aborted writer go and plays nothing more of its piece', async () => {
    const { clock, line, sink } = await rig();
    const controller = new AbortController();
    sink.beginTurn(1);
    await sink.write(piece(1, 1_400, 'kept'));
    const waiting = sink.write(piece(1, 1_000, 'lost'), controller.signal);
    expect(await stateOf(waiting)).toBe('pending');
    controller.abort();
    expect(await stateOf(waiting)).toBe(false);
    const done = sink.finishTurn(1);
    await clock.advance(3_000);
    expect(await stateOf(done)).toEqual({ text: 'kept', ms: 1_400, complete: true });
    expect(line.findLastIndex((value) => value !== 0)).toBeLessThan(1_400 * 16);
    expect(await sink.write(piece(1, 10), AbortSignal.abort())).toBe(false);
  });

  it('refuses pieces of turns that are not current, finished or stopped', async () => {
    const { clock, sink } = await rig();
    expect(await sink.write(piece(1, 100))).toBe(false);
    sink.beginTurn(2);
    expect(await sink.write(piece(1, 100))).toBe(false);
    await sink.write(piece(2, 100));
    const done = sink.finishTurn(2);
    expect(await sink.write(piece(2, 100))).toBe(false);
    await clock.advance(200);
    expect(await stateOf(done)).toMatchObject({ complete: true });
    sink.beginTurn(3);
    await sink.write(piece(3, 100));
    sink.stop();
    expect(await sink.write(piece(3, 100))).toBe(false);
    expect(await sink.finishTurn(99)).toEqual({ text: '', ms: 0, complete: false });
  });

  it('drops an earlier turn when the next begins, and answers everyone who waits for it', async () => {
    const { clock, line, sink } = await rig();
    sink.beginTurn(1);
    await sink.write(piece(1, 1_000));
    const waiting = sink.write(piece(1, 1_100));
    await clock.advance(500);
    const ended = sink.finishTurn(1);
    sink.beginTurn(2);
    expect(await stateOf(waiting)).toBe(false);
    expect(await stateOf(ended)).toEqual({ text: 'one two', ms: 500, complete: false });
    expect(sink.heard()).toEqual({ text: '', ms: 0, complete: true });
    await clock.advance(100);
    expect(line.findLastIndex((value) => value !== 0)).toBeLessThan(510 * 16);
  });

  it('stops within 10 ms without a click and tells what was heard', async () => {
    const { clock, line, sink } = await rig();
    sink.beginTurn(1);
    await sink.write(piece(1, 1_000));
    const done = sink.finishTurn(1);
    await clock.advance(703);
    const heard = sink.stop();
    expect(heard).toEqual({ text: 'one two three', ms: 703, complete: false });
    expect(await stateOf(done)).toEqual(heard);
    expect(sink.heard()).toEqual(heard);
    expect(sink.stop()).toEqual(heard);
    await clock.advance(1_000);
    expect(line.findLastIndex((value) => value !== 0)).toBeLessThan(713 * 16);
    expect(largestStep(line)).toBeLessThan(0.02);
  });

  it('ducks by 30 dB at once, comes back, and begins the next turn at full level', async () => {
    const { clock, line, sink } = await rig();
    sink.beginTurn(1);
    await sink.write(piece(1, 900));
    await clock.advance(300);
    sink.fade(10 ** (-30 / 20), 10);
    await clock.advance(300);
    sink.fade(1, 50);
    await clock.advance(200);
    const dB = (fromMs: number, toMs: number) =>
      20 * Math.log10(rms(line.subarray(fromMs * 16, toMs * 16)) / 0.5);
    expect(dB(100, 300)).toBeCloseTo(0, 3);
    expect(dB(311, 600)).toBeCloseTo(-30, 2);
    expect(dB(651, 800)).toBeCloseTo(0, 3);
    expect(largestStep(line.subarray(0, 800 * 16))).toBeLessThan(0.02);
    sink.fade(0.1, 5);
    sink.stop();
    sink.beginTurn(2);
    await sink.write(piece(2, 500));
    await clock.advance(300);
    expect(dB(900, 1_000)).toBeCloseTo(0, 3);
  });

  it('plays at the volume that was set', async () => {
    const { clock, line, sink } = await rig();
    sink.setVolume(0.5);
    await clock.advance(100);
    sink.beginTurn(1);
    await sink.write(piece(1, 300));
    await clock.advance(150);
    sink.setVolume(NaN);
    await clock.advance(100);
    expect(line[110 * 16]).toBeCloseTo(0.25, 3);
    expect(line[290 * 16]).toBe(0);
  });

  it('tells of a gap once, and goes on when sound comes', async () => {
    const { clock, line, sink, observer } = await rig();
    sink.beginTurn(1);
    await sink.write(piece(1, 100));
    await clock.advance(400);
    expect(observer.underruns).toEqual([1]);
    await sink.write(piece(1, 100));
    const done = sink.finishTurn(1);
    await clock.advance(150);
    expect(await stateOf(done)).toMatchObject({ ms: 200, complete: true });
    expect(observer.underruns).toEqual([1]);
    expect(observer.started).toHaveLength(1);
    expect(line.subarray(100 * 16, 400 * 16).every((value) => value === 0)).toBe(true);
    expect(line[450 * 16]).toBeCloseTo(0.5, 3);
  });

  it('ends a turn of no sound at once', async () => {
    const { sink } = await rig();
    sink.beginTurn(1);
    expect(await sink.finishTurn(1)).toEqual({ text: '', ms: 0, complete: true });
    sink.beginTurn(2);
    await sink.write({
      turnId: 2,
      sound: { samples: new Float32Array(0), sampleRateHz: 22_050 },
      text: 'hm',
    });
    expect(await sink.finishTurn(2)).toEqual({ text: 'hm', ms: 0, complete: true });
  });

  it('rejects a piece of an impossible rate and plays the rest', async () => {
    const { clock, sink } = await rig();
    sink.beginTurn(1);
    const odd = { turnId: 1, sound: { samples: new Float32Array(9), sampleRateHz: NaN }, text: 'x' };
    await expect(sink.write(odd)).rejects.toThrow(RangeError);
    await sink.write(piece(1, 100));
    const done = sink.finishTurn(1);
    await clock.advance(120);
    expect(await stateOf(done)).toMatchObject({ ms: 100, complete: true });
  });

  it('shows the far end what is heard, at 16 kHz, on time and at its level', async () => {
    const clock = createVirtualClock();
    const sink = createClockedSink({ name: 'test', clock, rateHz: 48_000 });
    const observer = createFakeSinkObserver();
    await sink.open(observer);
    await clock.advance(500);
    sink.beginTurn(1);
    await sink.write({ turnId: 1, sound: tone(1_000, 48_000), text: 'tone' });
    await clock.advance(500);
    sink.fade(0, 10);
    await clock.advance(600);
    const line = new Float32Array(32_000);
    for (const { samples, playsAtMs } of observer.farEnd) line.set(samples, Math.round(playsAtMs * 16));
    const expected = tone(500, 16_000).samples;
    let worst = 0;
    for (let i = 200; i < 7_800; i++) worst = Math.max(worst, Math.abs(line[8_000 + i]! - expected[i]!));
    expect(worst).toBeLessThan(0.01);
    expect(rms(line.subarray(16_400, 24_000))).toBeLessThan(1e-4);
  });

  it('can be closed at any time', async () => {
    const { clock, sink } = await rig();
    sink.beginTurn(1);
    await sink.write(piece(1, 1_000));
    const waiting = sink.write(piece(1, 1_000));
    const done = sink.finishTurn(1);
    await clock.advance(100);
    await sink.close();
    await sink.close();
    expect(await stateOf(waiting)).toBe(false);
    expect(await stateOf(done)).toMatchObject({ ms: 100, complete: false });
  });
});
