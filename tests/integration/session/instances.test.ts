/** Two Parleys at once, and a data folder that is full, read-only or damaged: talk goes on, and says what is wrong once. */
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fixturePath } from '../../support/fixture-clip.ts';
import { createDataFolder, eventsOf, eventsOfType, runParley } from '../../support/parley-process.ts';
import type { DataFolder, ParleyRun } from '../../support/parley-process.ts';
import { canMountDisks, mountSmallDisk } from '../../support/small-disk.ts';
import type { SmallDisk } from '../../support/small-disk.ts';
import { openTestEngine, openTestSession } from '../../support/test-engine.ts';

let data: DataFolder;
beforeAll(() => {
  data = createDataFolder();
});
afterAll(() => data.remove());

const talk = (dataFolder: string, clip: string, ...options: string[]): Promise<ParleyRun> =>
  runParley(['talk', '--fast', '--json', ...options, fixturePath(clip)], { dataFolder });

function expectAnswered(run: ParleyRun, word: RegExp): void {
  expect(run.code, run.stderr).toBe(0);
  const events = eventsOf(run.stdout);
  expect(eventsOfType(events, 'finalTranscription')[0]!.text).toMatch(word);
  expect(eventsOfType(events, 'replyEnd')[0]!.heard_text).not.toBe('');
}

/** How often a code is told on either stream. */
function timesTold(run: ParleyRun, code: string): number {
  const inEvents = eventsOfType(eventsOf(run.stdout), 'error').filter((event) => event.code === code);
  return inEvents.length + run.stderr.split(`[${code}]`).length - 1;
}

describe('two instances at once on one data folder', () => {
  it('both answer and both turns are kept', async () => {
    const runs = await Promise.all([
      talk(data.path, 'speech/harvard-spk1-3.wav'),
      talk(data.path, 'speech/harvard-spk1-5.wav'),
    ]);
    expectAnswered(runs[0], /air/);
    expectAnswered(runs[1], /Sunday/);
    for (const run of runs) expect(run.stderr).toBe('');
    const history = await runParley(['history', '--json'], { dataFolder: data.path });
    expect(history.stdout).toMatch(/air/);
    expect(history.stdout).toMatch(/Sunday/);
  });
});

describe('damaged files in the data folder', () => {
  it('are told, set aside and replaced, and talk answers', async () => {
    const folder = createDataFolder();
    writeFileSync(join(folder.path, 'history.db'), Buffer.alloc(40_000, 'this is no database '));
    writeFileSync(join(folder.path, 'settings.json'), '{"speechRate": 1.2, "vo');
    const run = await talk(folder.path, 'speech/harvard-spk1-5.wav');
    expectAnswered(run, /Sunday/);
    expect(timesTold(run, 'store_corrupt')).toBe(1);
    expect(timesTold(run, 'settings_corrupt')).toBe(1);
    const names = readdirSync(folder.path, { recursive: true }).map(String);
    const aside = names.filter((name) =>
      /history.*(corrupt|damaged|broken)|(corrupt|damaged|broken).*history/i.test(name),
    );
    expect(aside, names.join(' ')).not.toEqual([]);
    const history = await runParley(['history', '--json'], { dataFolder: folder.path });
    expect(history).toMatchObject({ code: 0, stderr: '' });
    expect(history.stdout).toMatch(/Sunday/);
    folder.remove();
  });
});

describe.skipIf(!canMountDisks())('a disk that takes nothing more', () => {
  async function onDisk(work: (disk: SmallDisk) => Promise<void>): Promise<void> {
    const disk = mountSmallDisk(2_048)!;
    try {
      await work(disk);
    } finally {
      disk.unmount();
    }
  }

  function fill(folder: string): void {
    for (let size = 1_048_576, part = 0; size >= 1;) {
      try {
        writeFileSync(join(folder, `ballast${part++}`), Buffer.alloc(size));
      } catch {
        size = Math.floor(size / 2);
      }
    }
  }

  it('read-only: talk answers, tells it once, ends with 0', () =>
    onDisk(async (disk) => {
      disk.setWritable(false);
      const run = await talk(disk.folder, 'speech/harvard-spk1-5.wav');
      expectAnswered(run, /Sunday/);
      expect(timesTold(run, 'store_readonly'), run.stderr).toBe(1);
    }));

  it('full from the start: talk answers, tells it once, ends with 0', () =>
    onDisk(async (disk) => {
      fill(disk.folder);
      const run = await talk(disk.folder, 'speech/harvard-spk1-5.wav');
      expectAnswered(run, /Sunday/);
      expect(timesTold(run, 'store_full'), run.stderr + run.stdout).toBe(1);
    }));

  it('full in mid-conversation: told once where the user is, and the next answer comes', () =>
    onDisk(async (disk) => {
      const parley = await openTestEngine({
        dataFolder: disk.folder,
        need: { hearing: false, voice: false },
      });
      const typed = await openTestSession(parley.engine, {
        input: { kind: 'none' },
        output: { kind: 'none' },
      });
      typed.session.type('What is two plus two?');
      await typed.waitFor((event) => event.type === 'replyEnd');
      fill(disk.folder);
      for (let turn = 2; turn < 30 && !typed.faultCodes().includes('store_full'); turn++) {
        typed.session.type(`What is two plus ${turn}? And remember that this is a rather long question.`);
        await typed.waitFor((event) => event.type === 'replyEnd' && event.turn_id === turn);
      }
      const told = typed.ofType('replyEnd').length;
      typed.session.type('What is three plus three?');
      await typed.waitFor((event) => event.type === 'replyEnd' && event.turn_id === told + 1);
      expect(typed.faultCodes().filter((code) => code === 'store_full')).toHaveLength(1);
      await parley.close();
    }));
});
