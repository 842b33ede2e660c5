import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Fault } from '../../../electron/contract/errors.ts';
import { encodeWav } from '../../../electron/engine/dsp/wav.ts';
import {
  brokenPromises,
  loadTable,
  percentileOf,
  queuePeaks,
} from '../../../electron/headless/load/load-report.ts';
import type { EngineLoad, SessionLoad } from '../../../electron/headless/load/load-report.ts';
import { CLIP_SECONDS_MOST, readClips } from '../../../electron/headless/load/read-clips.ts';
import { createClipSpeaker } from '../../../electron/headless/load/speak-clips.ts';
import { tone } from '../../support/test-sound.ts';

const queue = {
  name: 'capture->echo',
  depth: 0,
  bound: 2_000,
  unit: 'ms',
  peak: 320,
  dropped: 0,
  coalesced: 0,
} as const;

const healthy: SessionLoad = {
  number: 1,
  refused: null,
  clips: 3,
  frames: 900,
  finalsExpected: 3,
  finalsReceived: 3,
  partialMs: [10, 20, 30, 40],
  finalMs: [90],
  droppedMs: 0,
  errors: [],
  queues: [queue],
};
const refused: SessionLoad = {
  ...healthy,
  number: 11,
  refused: 'session_limit',
  finalsExpected: 0,
  queues: [],
};
const engine: EngineLoad = {
  steps: [],
  framesWaitingPeak: 40,
  framesWaitingBound: 500,
  oldestWaitMsPeak: 90,
  oldestWaitMsBound: 1_050,
  lanesPeak: { whisper: 4 },
  residentPeak: 500,
  beyondModelsPeak: 20,
  cpu: 120,
  seconds: 30,
};

describe('what a load run found', () => {
  it('is in order when every final came and every bound held, whoever was refused', () => {
    expect(brokenPromises([healthy, refused], engine)).toEqual([]);
    const table = loadTable({ sessions: [healthy, refused], engine, broken: [] });
    expect(table.at(-1)).toBe('No admitted final was lost, and every bound held.');
    expect(table.find((line) => line.startsWith('1 '))).toMatch(/admitted +3 +900 +3\/3 +20 +40 +90 +0 +-$/);
    expect(table.find((line) => line.startsWith('11 '))).toMatch(/session_limit$/);
  });

  it.each<[string, Partial<SessionLoad>, Partial<EngineLoad>, string]>([
    ['a lost final', { finalsReceived: 2 }, {}, 'Session 1 lost 1 of 3 finals.'],
    [
      'a queue over its bound',
      { queues: [{ ...queue, peak: 2_032 }] },
      {},
      'Queue capture->echo of session 1 held 2032 ms, over its bound of 2000.',
    ],
    ['too many frames', {}, { framesWaitingPeak: 501 }, '501 frames waited, over the bound of 500.'],
    ['a late frame', {}, { oldestWaitMsPeak: 1_200 }, 'A frame waited 1200 ms, over the bound of 1050 ms.'],
    ['silence', { finalsExpected: 0, finalsReceived: 0 }, {}, 'Nothing of what was spoken was heard.'],
  ])('tells %s', (_what, session, load, sentence) => {
    expect(brokenPromises([{ ...healthy, ...session }], { ...engine, ...load })).toEqual([sentence]);
  });

  it('is no success when nobody was admitted', () => {
    expect(brokenPromises([refused], engine)).toEqual(['No session could be opened.']);
  });

  it('shows the fullest queue of each edge and all that was dropped', () => {
    const other = { ...healthy, queues: [{ ...queue, peak: 640, dropped: 2 }] };
    const third = { ...healthy, queues: [{ ...queue, peak: 32, dropped: 1 }] };
    expect(queuePeaks([healthy, other, third])).toEqual([{ ...queue, peak: 640, dropped: 3 }]);
  });

  it('takes percentiles by nearest rank', () => {
    expect(percentileOf([], 0.5)).toBeNull();
    expect(percentileOf([5], 0.95)).toBe(5);
    expect(percentileOf([4, 1, 3, 2], 0.5)).toBe(2);
    expect(percentileOf([4, 1, 3, 2], 0.95)).toBe(4);
  });
});

describe('recordings of a folder', () => {
  let folder = '';
  beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'parley-clips-'))));
  afterEach(() => rmSync(folder, { recursive: true }));
  const skipped: Fault[] = [];
  const read = () => {
    skipped.length = 0;
    return readClips(folder, (fault) => void skipped.push(fault));
  };

  it('are brought to 16 kHz, by name; what is no sound is told and left out', async () => {
    writeFileSync(join(folder, 'b.WAV'), encodeWav(tone(500, 48_000)));
    writeFileSync(join(folder, 'a.wav'), encodeWav(tone((CLIP_SECONDS_MOST + 5) * 1_000, 8_000)));
    writeFileSync(join(folder, 'c.wav'), 'not sound at all');
    mkdirSync(join(folder, 'd.wav'));
    writeFileSync(join(folder, 'notes.txt'), 'no recording');
    const clips = await read();
    if (!clips.ok) throw new Error(clips.fault.message);
    expect(clips.value.map(({ name }) => name)).toEqual(['a.wav', 'b.WAV']);
    const [long, short] = clips.value.map(({ pcm }) => pcm.length / 32_000);
    expect(long).toBeCloseTo(CLIP_SECONDS_MOST, 1);
    expect(short).toBeCloseTo(0.5, 1);
    expect(skipped.map(({ code }) => code)).toEqual(['audio_format', 'file_unreadable']);
  });

  it('that are not there are a fault with a sentence', async () => {
    expect(await read()).toMatchObject({ ok: false, fault: { code: 'file_missing' } });
    writeFileSync(join(folder, 'broken.wav'), '');
    expect(await read()).toMatchObject({ ok: false, fault: { code: 'file_missing' } });
    expect(skipped).toHaveLength(1);
    const missing = await readClips(join(folder, 'nowhere'), () => {});
    expect(missing).toMatchObject({ ok: false, fault: { code: 'file_missing' } });
    const file = await readClips(join(folder, 'broken.wav'), () => {});
    expect(file).toMatchObject({ ok: false, fault: { code: 'file_unreadable' } });
  });
});

describe('one who speaks recordings over a line', () => {
  /** A line whose timer is turned by hand. */
  function lineOf(clips: readonly Uint8Array[], mayBegin: () => boolean = () => true) {
    let nowMs = 0;
    let tick = () => {};
    const heard: number[] = [];
    const speaker = createClipSpeaker({
      clips: clips.map((pcm, index) => ({ name: `${index}`, pcm })),
      from: 0,
      mayBegin,
      now: () => nowMs,
      every(_ms, given) {
        tick = given;
        return () => (tick = () => {});
      },
    });
    const stop = speaker.listen((bytes) => heard.push(...bytes));
    return {
      speaker,
      heard,
      stop,
      pass(ms: number) {
        nowMs += ms;
        tick();
      },
    };
  }
  const of = (value: number, bytes: number) => new Uint8Array(bytes).fill(value);

  it('brings as much as time has passed, each recording whole, with silence between', () => {
    const { heard, pass, speaker, stop } = lineOf([of(1, 3_200), of(2, 1_600)]);
    for (let i = 0; i < 100; i++) pass(20);
    expect(heard.length).toBe(2_000 * 32);
    expect(heard.filter((byte) => byte === 1).length).toBe(3_200);
    expect(heard.filter((byte) => byte === 2).length).toBe(1_600);
    expect(heard.lastIndexOf(1) - heard.indexOf(1)).toBe(3_199);
    expect(heard.indexOf(2) - heard.lastIndexOf(1)).toBeGreaterThanOrEqual(700 * 32);
    expect(speaker.spoken).toBe(2);
    stop();
    pass(1_000);
    expect(heard.length).toBe(2_000 * 32);
  });

  it('waits until it may begin, and begins none when it is hushed', () => {
    let may = false;
    const { heard, pass, speaker } = lineOf([of(1, 3_200)], () => may);
    for (let i = 0; i < 100; i++) pass(20);
    expect(speaker.spoken).toBe(0);
    may = true;
    pass(40);
    expect([speaker.spoken, speaker.quiet]).toEqual([1, false]);
    speaker.hush();
    for (let i = 0; i < 200; i++) pass(20);
    expect([speaker.spoken, speaker.quiet]).toEqual([1, true]);
    expect(heard.filter((byte) => byte === 1).length).toBe(3_200);
  });

  it('held up, brings no more than a second at once', () => {
    const { heard, pass } = lineOf([of(1, 32)]);
    pass(10_000);
    expect(heard.length).toBe(1_000 * 32);
  });
});
