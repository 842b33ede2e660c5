/** One turn by its id, and its sound from memory or disk: what a window asks for long after the turn. */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseWav } from '../../../electron/engine/dsp/wav.ts';
import { openHistory } from '../../../electron/engine/store/history-store.ts';
import { createTurnAudio } from '../../../electron/engine/store/turn-audio.ts';
import { createTurnViews } from '../../../electron/voice/desk/turn-views.ts';
import { turnRecord } from '../../support/stored-turn.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-lookup-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const policy = { onDisk: true, maxMegabytes: 500, maxAgeDays: 36_500 };
const sound = { samples: new Float32Array(16_000).fill(0.25), sampleRateHz: 16_000 };

describe('a turn', () => {
  it('is had by its id while it is there, on disk and in memory only', async () => {
    const opened = await openHistory({ folder });
    if (!opened.ok) throw new Error(opened.fault.message);
    const history = opened.value;
    history.saveTurn(turnRecord(1));
    history.configure({ keep: false, maxAgeDays: 0 });
    history.saveTurn(turnRecord(2));
    const [held, saved] = history.recentTurns({ limit: 5 });
    expect(held!.id).toBeLessThan(0);
    expect(history.getTurn(held!.id)).toEqual(held);
    expect(history.getTurn(saved!.id)).toEqual(saved);
    for (const id of [0, 99, -99, Number.MAX_SAFE_INTEGER]) expect(history.getTurn(id)).toBeNull();
    history.deleteTurn(saved!.id);
    expect(history.getTurn(saved!.id)).toBeNull();
    history.close();
  });

  it('keeps the id a window was told when the disk takes it later', () => {
    const turn = turnRecord(1);
    let saved = false;
    const history = {
      getTurn: (id: number) =>
        saved ? (id === 7 ? { ...turn, id } : null) : id === -1 ? { ...turn, id } : null,
      recentTurns: () => [{ ...turn, id: saved ? 7 : -1 }],
    };
    const views = createTurnViews({
      history: history as never,
      audio: { has: () => false } as never,
    });
    expect(views.view({ ...turn, id: -1 })).toMatchObject({ id: -1, hasSound: false });
    saved = true;
    expect(views.find(-1)).toMatchObject({ ok: true, value: { id: 7, turnId: 1 } });
    expect(views.find(-2)).toMatchObject({ ok: false, fault: { code: 'turn_unknown' } });
  });
});

describe('the sound of a turn', () => {
  it('is found on disk by another process, and is gone with its file or when that is damaged', async () => {
    const first = createTurnAudio({ folder, ...policy });
    first.keep(turnRecord(1), sound);
    first.keep(turnRecord(2), sound);
    expect(first.has(turnRecord(1))).toBe(true);
    await first.settled();

    const second = createTurnAudio({ folder, ...policy });
    expect(second.get(turnRecord(1))).toBeNull();
    expect(second.has(turnRecord(1))).toBe(true);
    const loaded = await second.load(turnRecord(1));
    expect(loaded).toMatchObject({ sampleRateHz: 16_000 });
    expect(loaded!.samples[9]).toBeCloseTo(0.25, 4);
    const wav = parseWav((await second.loadWav(turnRecord(1)))!);
    expect(wav.ok && wav.value.samples.length).toBe(16_000);
    expect(second.has(turnRecord(3))).toBe(false);
    expect(await second.load(turnRecord(3))).toBeNull();
    expect(await second.loadWav(turnRecord(3))).toBeNull();

    second.remove(turnRecord(1));
    expect(await second.load(turnRecord(1))).toBeNull();
    const [left] = readdirSync(join(folder, 'audio'));
    writeFileSync(join(folder, 'audio', left!), 'no sound at all');
    expect(await second.load(turnRecord(2))).toBeNull();
  });
});
