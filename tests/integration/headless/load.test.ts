/** `parley load` as a person runs it: what it says, how it ends, and that it leaves nothing behind. */
import { copyFileSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fixturePath } from '../../support/fixture-clip.ts';
import { createDataFolder, runParley } from '../../support/parley-process.ts';
import type { DataFolder } from '../../support/parley-process.ts';

let data: DataFolder;
beforeAll(() => {
  data = createDataFolder();
});
afterAll(() => data.remove());

describe('parley load', () => {
  it('refuses what it does not understand, and folders it cannot use, before it loads anything', async () => {
    const empty = join(data.path, 'empty');
    mkdirSync(empty);
    writeFileSync(join(empty, 'noise.wav'), 'no sound');
    for (const [args, code, told] of [
      [['--sessions', '0'], 2, '--sessions is a whole number'],
      [['--seconds', '1e9'], 2, '--seconds is a whole number'],
      [['clip.wav'], 2, 'name their folder with --audio'],
      [['--audio', join(data.path, 'nowhere')], 1, 'file_missing'],
      [['--audio', empty], 1, 'no WAV file that can be read'],
      [['--audio', join(empty, 'noise.wav')], 1, 'not a folder'],
    ] as const) {
      const run = await runParley(['load', ...args]);
      expect(run.code, args.join(' ')).toBe(code);
      expect(run.stderr).toContain(told);
      expect(run.stdout).toBe('');
    }
  });

  it('speaks into as many sessions as the limit admits, and says what was kept', async () => {
    const leftovers = () => readdirSync(tmpdir()).filter((name) => name.startsWith('parley-load-')).length;
    const before = leftovers();
    const clips = join(data.path, 'clips');
    mkdirSync(clips);
    for (const name of ['harvard-spk1-1.wav', 'harvard-spk1-2.wav'])
      copyFileSync(fixturePath(`speech/${name}`), join(clips, name));
    const run = await runParley(['load', '--sessions', '11', '--seconds', '2', '--json', '--audio', clips]);
    const report = JSON.parse(run.stdout) as {
      sessions: { refused: string | null; frames: number; finalsExpected: number; finalsReceived: number }[];
      engine: { framesWaitingPeak: number };
      broken: string[];
    };
    expect(report.broken).toEqual([]);
    expect(run.code).toBe(0);
    expect(report.sessions.map(({ refused }) => refused)).toEqual([
      ...Array.from({ length: 10 }, () => null),
      'session_limit',
    ]);
    for (const { finalsExpected, finalsReceived } of report.sessions)
      expect(finalsReceived).toBe(finalsExpected);
    expect(Math.max(...report.sessions.map(({ finalsReceived }) => finalsReceived))).toBeGreaterThan(0);
    expect(leftovers()).toBe(before);
  });
});
