/** What is thrown at a session from outside stays in it. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Fault } from '../../../electron/contract/errors.ts';
import { createBoundedChannel } from '../../../electron/engine/runtime/bounded-channel.ts';
import type { AudioFrame } from '../../../electron/contract/audio.ts';
import { FRAME_SAMPLES } from '../../../electron/contract/audio.ts';
import { createNullEchoCanceller } from '../../../electron/engine/echo/null-echo-canceller.ts';
import { startHearing } from '../../../electron/engine/pipeline.ts';
import { leaveLate } from '../../../electron/engine/runtime/leave-late.ts';
import { silentLogger } from '../../../electron/engine/runtime/logger.ts';
import { createScope } from '../../../electron/engine/runtime/scope.ts';
import { createVirtualClock } from '../../../electron/engine/runtime/virtual-clock.ts';
import { containLine } from '../../../electron/engine/session/contained-line.ts';
import {
  VAD_FAULTS_MOST,
  containRecognizer,
  containVad,
} from '../../../electron/engine/session/contained-models.ts';
import { createSessionTeller } from '../../../electron/engine/session/session-teller.ts';

const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

describe('what nobody catches', () => {
  const unhandled: unknown[] = [];
  const note = (reason: unknown) => void unhandled.push(reason);
  beforeEach(() => void process.on('unhandledRejection', note));
  afterEach(() => {
    process.off('unhandledRejection', note);
    expect(unhandled.splice(0)).toEqual([]);
  });

  it('a listener that throws, now or later, or never comes back, harms nobody', async () => {
    const heard: string[] = [];
    const listeners: (() => unknown)[] = [
      () => {
        throw new Error('at once');
      },
      () => Promise.reject(new Error('later')),
      () => new Promise(() => {}),
    ];
    for (const listener of listeners) {
      const { publish } = createSessionTeller({
        id: 's',
        clock: createVirtualClock(),
        log: silentLogger,
        onEvent(event) {
          heard.push(event.type);
          return listener() as void;
        },
      });
      publish({ type: 'sessionPaused', paused: true });
      publish({ type: 'sessionPaused', paused: false });
    }
    await nextTurn();
    expect(heard).toHaveLength(6);
  });

  it('a recogniser that throws has failed', async () => {
    const throwing = containRecognizer({
      name: 'broken',
      kind: 'window',
      languages: ['en'],
      createStream: () => ({
        begin() {},
        push: () => true,
        partial: () => Promise.reject(new Error('native')),
        final() {
          throw new Error('native');
        },
        close() {},
      }),
      stats() {
        throw new Error('not asked');
      },
      close: () => Promise.resolve(),
    });
    const stream = throwing.createStream({ sessionId: 's', language: 'en' });
    expect(await stream.partial()).toMatchObject({ kind: 'failed', fault: { code: 'model_failed' } });
    expect(await stream.final({ words: true })).toMatchObject({
      kind: 'failed',
      fault: { code: 'model_failed' },
    });
    expect(throwing.name).toBe('broken');
  });

  it('a stop that is ignored is left behind, and its late failure is nobody’s', async () => {
    const clock = createVirtualClock();
    const stopping = new AbortController();
    let fail: (why: Error) => void = () => {};
    const stuck = new Promise<string>((_, reject) => (fail = reject));
    let outcome: unknown = 'none';
    void leaveLate(stuck, clock, 1_000, stopping.signal).then((value) => (outcome = value));
    await clock.advance(60_000);
    expect(outcome).toBe('none');
    stopping.abort();
    await clock.advance(999);
    expect(outcome).toBe('none');
    await clock.advance(1);
    await nextTurn();
    expect(outcome).toBeUndefined();
    fail(new Error('too late'));
    await nextTurn();
    expect(await leaveLate(Promise.resolve('in time'), clock, 1_000, stopping.signal)).toBe('in time');
    await expect(leaveLate(Promise.reject(new Error('soon')), clock, 1, stopping.signal)).rejects.toThrow(
      'soon',
    );
  });
});

describe('VAD that fails', () => {
  it('is silence for a while, told once a row, and thrown when it lasts', async () => {
    let fails = false;
    let resets = 0;
    const faults: Fault[] = [];
    const vad = containVad(
      {
        process: () => (fails ? Promise.reject(new Error('native')) : Promise.resolve(0.9)),
        reset: () => void resets++,
      },
      (fault) => void faults.push(fault),
    );
    const frame = new Float32Array(FRAME_SAMPLES);
    for (let row = 1; row <= 2; row++) {
      fails = false;
      expect(await vad.process(frame)).toBe(0.9);
      fails = true;
      for (let i = 0; i < VAD_FAULTS_MOST; i++) expect(await vad.process(frame)).toBe(0);
      expect(faults).toHaveLength(row);
    }
    expect(faults[0]!.code).toBe('model_failed');
    expect(resets).toBe(2 * VAD_FAULTS_MOST);
    await expect(vad.process(frame)).rejects.toThrow('native');
  });

  it('gives no probability that is no number', async () => {
    const vad = containVad({ process: () => Promise.resolve(NaN), reset() {} }, () => {});
    expect(await vad.process(new Float32Array(FRAME_SAMPLES))).toBe(0);
  });
});

describe('a line to who plays the voice', () => {
  it('that throws is told once and left alone', () => {
    const uses: string[] = [];
    const thrown: unknown[] = [];
    const line = containLine(
      {
        format: () => void uses.push('format'),
        send() {
          uses.push('send');
          throw new Error('gone');
        },
        stop: () => void uses.push('stop'),
        gain: () => void uses.push('gain'),
      },
      (why) => void thrown.push(why),
    );
    line.format(22_050);
    line.send(new Uint8Array(2));
    line.send(new Uint8Array(2));
    line.gain(1, 0);
    line.stop();
    expect(uses).toEqual(['format', 'send']);
    expect(thrown).toHaveLength(1);
  });
});

describe('sound that is no sound', () => {
  it('reaches no stage: no number becomes silence, beyond full scale becomes full scale', async () => {
    const clock = createVirtualClock();
    const scope = createScope();
    const bad = [NaN, Infinity, -Infinity, 1e30, -7, 0.25, -1, 1];
    const samples = new Float32Array(FRAME_SAMPLES);
    samples.set(bad);
    const heard: number[][] = [];
    const whole: AudioFrame = { samples, startSamples: 0, capturedAtMs: 0 };
    const hearing = startHearing({
      source: {
        name: 'bad',
        async run(output) {
          await output.send(whole);
          return { ok: true, value: undefined };
        },
      },
      observer: { onCondition() {}, onLost() {} },
      canceller: createNullEchoCanceller(),
      vad: {
        process(given) {
          heard.push([...given.subarray(0, bad.length)]);
          return Promise.resolve(0);
        },
        reset() {},
      },
      clock: { ...clock, timed: (work) => work() },
      hear() {},
      onDropped() {},
      scope,
      sourceWaits: true,
    });
    expect((await hearing.done).ok).toBe(true);
    expect(heard).toEqual([[0, 0, 0, 1, -1, 0.25, -1, 1]]);
    await scope.close();
  });

  it('counts what is dropped from outside like what did not fit', () => {
    const dropped: number[] = [];
    const channel = createBoundedChannel<number>({
      name: 'test',
      capacity: 3,
      full: 'drop-oldest',
      onDrop: (item) => void dropped.push(item),
    });
    for (const item of [1, 2, 3, 4]) channel.offer(item);
    expect(channel.dropOldest()).toBe(true);
    expect(dropped).toEqual([1, 2]);
    expect([channel.size, channel.stats().dropped]).toEqual([2, 2]);
    channel.clear();
    expect(channel.dropOldest()).toBe(false);
  });
});
