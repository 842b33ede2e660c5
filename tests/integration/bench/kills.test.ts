/**
 * Twenty kills of the voice process in mid-turn. It runs without models so that it starts at once; the store and the
 * way of a typed turn to it are the product's. `npm run kills` does the same with all models.
 */
import { copyFileSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inspectStore, runKillRound } from '../../bench/support/kill-loop.ts';
import type { ToldTurn } from '../../bench/support/kill-loop.ts';
import { createDataFolder } from '../../support/parley-process.ts';
import type { DataFolder } from '../../support/parley-process.ts';

const weightsRoot = fileURLToPath(new URL('../../../native-models', import.meta.url));

let folder: DataFolder;
let modelRoot: string;
beforeEach(() => {
  folder = createDataFolder();
  modelRoot = join(folder.path, 'no-models');
  mkdirSync(modelRoot);
  // a list of models whose files are not there
  copyFileSync(join(weightsRoot, 'manifest.json'), join(modelRoot, 'manifest.json'));
});
afterEach(() => folder.remove());

describe('kill -9 of the voice process in mid-turn', () => {
  it('loses no turn whose end was told and leaves a sound store, twenty times over', async () => {
    const told: ToldTurn[] = [];
    let cutOff = 0;
    for (let seed = 1; seed <= 20; seed++) {
      const dataFolder = folder.path;
      const round = await runKillRound({ seed, dataFolder, modelRoot, before: told });
      expect(round.wrong, `seed ${seed}`).toEqual([]);
      told.push(...round.told);
      if (round.cutOff.length > 0) cutOff++;
    }
    // else nothing was tried; how many turns end within milliseconds is the machine's affair
    expect(told.length).toBeGreaterThan(3);
    expect(cutOff).toBeGreaterThan(0);
    expect(readdirSync(folder.path).filter((name) => name.includes('broken'))).toEqual([]);
  });

  it('would be noticed if it lost one', async () => {
    const { told } = await runKillRound({ seed: 4, dataFolder: folder.path, modelRoot });
    const [first] = told;
    expect(first).toBeDefined();
    const changed = { ...first!, heard: 'something else' };
    const missing = { ...first!, turn: 99 };
    expect(await inspectStore(folder.path, [changed, missing])).toEqual([
      `${first!.session} turn ${first!.turn}: another reply is kept`,
      `${first!.session} turn 99 is lost`,
    ]);
  });
});
