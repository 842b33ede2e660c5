import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Fault } from '../../../electron/contract/errors.ts';
import { parseWav } from '../../../electron/engine/dsp/wav.ts';
import { createVirtualClock } from '../../../electron/engine/runtime/virtual-clock.ts';
import { createTurnAudio } from '../../../electron/engine/store/turn-audio.ts';
import { canMountDisks, mountSmallDisk } from '../../support/small-disk.ts';

const off = { onDisk: false, maxMegabytes: 500, maxAgeDays: 30 };
const on = { ...off, onDisk: true };
const day = 86_400_000;
const start = 1_800_000_000_000;
const key = (turnId: number, startedAt = start + turnId) => ({ sessionId: 's', turnId, startedAt });
const sound = (seconds: number, value = 0.5) => ({
  samples: new Float32Array(seconds * 16_000).fill(value),
  sampleRateHz: 16_000,
});

let folder: string;
const files = () => readdirSync(join(folder, 'audio')).toSorted();

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-audio-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('turn audio in memory', () => {
  it('keeps the last 20 turns and writes nothing', async () => {
    const audio = createTurnAudio({ folder, ...off });
    for (let i = 1; i <= 25; i++) audio.keep(key(i), sound(1, i / 100));
    await audio.settled();
    expect(audio.turns().map((turn) => turn.turnId)).toEqual(Array.from({ length: 20 }, (_, i) => i + 6));
    expect(audio.get(key(5))).toBeNull();
    expect(audio.get(key(25))!.samples[7]).toBeCloseTo(0.25, 4);
    expect(audio.memoryBytes).toBe(20 * 32_000);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('keeps fewer when they are long, and one that is far too long not at all', () => {
    const audio = createTurnAudio({ folder, ...off });
    for (let i = 1; i <= 20; i++) audio.keep(key(i), sound(60));
    expect(audio.turns()).toHaveLength(10);
    expect(audio.memoryBytes).toBeLessThanOrEqual(20 * 1024 * 1024);
    audio.keep(key(99), sound(800));
    expect(audio.turns()).toEqual([]);
    expect(audio.memoryBytes).toBe(0);
  });

  it('replaces, removes, clears, ignores empty sound and takes any sample value', () => {
    const audio = createTurnAudio({ folder, ...off });
    audio.keep(key(1), sound(1));
    audio.keep(key(1), sound(2));
    audio.keep(key(2), sound(0));
    audio.keep(key(3), { samples: Float32Array.of(2, -2, Number.NaN, 1), sampleRateHz: 16_000 });
    expect(audio.turns().map((turn) => turn.turnId)).toEqual([1, 3]);
    expect(audio.memoryBytes).toBe(64_000 + 8);
    expect([...audio.get(key(3))!.samples].map((value) => Math.round(value))).toEqual([1, -1, 0, 1]);
    audio.remove(key(1));
    expect(audio.turns()).toHaveLength(1);
    audio.clear();
    expect(audio.memoryBytes).toBe(0);
  });
});

describe('turn audio on disk', () => {
  const clock = createVirtualClock(start);

  it('writes private WAV files that can be read again', async () => {
    const audio = createTurnAudio({ folder, clock, ...on });
    audio.keep({ sessionId: '../../etc/\0', turnId: 1, startedAt: start }, sound(1, 0.25));
    await audio.settled();
    expect(files()).toHaveLength(1);
    const path = join(folder, 'audio', files()[0]!);
    if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600);
    const parsed = parseWav(readFileSync(path));
    expect(parsed.ok && parsed.value.samples.length).toBe(16_000);
    expect(parsed.ok && parsed.value.samples[5]).toBeCloseTo(0.25, 4);
  });

  it('stays within its size, oldest first, and leaves other files alone', async () => {
    const audio = createTurnAudio({ folder, clock, ...on, maxMegabytes: 1 });
    mkdirSync(join(folder, 'audio'));
    writeFileSync(join(folder, 'audio', 'mine.wav'), Buffer.alloc(3_000_000));
    for (let i = 1; i <= 9; i++) audio.keep(key(i), sound(5));
    await audio.settled();
    const kept = files().filter((name) => name.startsWith('turn-'));
    expect(kept).toHaveLength(6);
    expect(kept.every((name) => Number(name.split('-')[1]) > start + 3)).toBe(true);
    expect(files()).toContain('mine.wav');
    audio.keep(key(10), sound(60));
    await audio.settled();
    expect(files().filter((name) => name.startsWith('turn-'))).toEqual(kept);
  });

  it('deletes what is too old at the start, and what a crash left half written', async () => {
    const first = createTurnAudio({ folder, clock, ...on });
    first.keep(key(1, start - 40 * day), sound(1));
    first.keep(key(2, start - 20 * day), sound(1));
    await first.settled();
    writeFileSync(join(folder, 'audio', `${files()[0]}.new`), 'half');
    const second = createTurnAudio({ folder, clock, ...on });
    await second.settled();
    expect(files()).toHaveLength(1);
    second.configure({ ...on, maxAgeDays: 10 });
    await second.settled();
    expect(files()).toEqual([]);
  });

  it('stops writing when told, keeps what is there, and clears it on request', async () => {
    const audio = createTurnAudio({ folder, clock, ...on });
    audio.keep(key(1), sound(1));
    audio.keep(key(2), sound(1));
    await audio.settled();
    audio.remove(key(2));
    audio.configure(off);
    audio.keep(key(3), sound(1));
    await audio.settled();
    expect(files()).toHaveLength(1);
    audio.clear();
    await audio.settled();
    expect(files()).toEqual([]);
  });

  it.skipIf(!canMountDisks())(
    'says once that the disk is full or cannot be written, and goes on in memory',
    async () => {
      const disk = mountSmallDisk(256)!;
      try {
        const faults: Fault[] = [];
        const audio = createTurnAudio({
          folder: disk.folder,
          clock,
          ...on,
          onFault: (fault) => faults.push(fault),
        });
        for (let i = 1; i <= 4; i++) audio.keep(key(i), sound(30));
        await audio.settled();
        expect(faults.map((fault) => fault.code)).toEqual(['store_full']);
        expect(readdirSync(join(disk.folder, 'audio'))).toEqual([]);
        disk.setWritable(false);
        audio.keep(key(5), sound(1));
        await audio.settled();
        expect(faults.map((fault) => fault.code)).toEqual(['store_full', 'store_readonly']);
        expect(audio.turns()).toHaveLength(5);
        disk.setWritable(true);
        audio.keep(key(6), sound(1));
        await audio.settled();
        expect(readdirSync(join(disk.folder, 'audio'))).toHaveLength(1);
      } finally {
        disk.unmount();
      }
    },
  );
});
