/**
 * Files that are damaged, as commands meet them whose answer no clock decides: models, settings, recordings that are
 * none. What is said and answered all the same is broken-models, instances and talk.
 */
import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { encodeWav } from '../../../electron/engine/dsp/wav.ts';
import { fixturePath } from '../../support/fixture-clip.ts';
import { copyModels } from '../../support/model-copies.ts';
import type { Damage, ModelCopy } from '../../support/model-copies.ts';
import { createDataFolder, eventsOf, eventsOfType, runParley } from '../../support/parley-process.ts';
import type { DataFolder } from '../../support/parley-process.ts';

let data: DataFolder;
beforeAll(() => {
  data = createDataFolder();
});
afterAll(() => data.remove());

describe('a bad model file', () => {
  const victims = [
    'whisper-tiny.en/encoder.onnx',
    'smart-turn/smart-turn-v3.2-cpu.onnx',
    'piper-joe/model.onnx',
    'silero-vad/silero_vad.onnx',
  ];
  const clip = fixturePath('speech/harvard-spk1-5.wav');
  const copies: ModelCopy[] = [];
  afterEach(() => {
    for (const copy of copies.splice(0)) copy.remove();
  });

  function damaged(file: string, damage: Damage): string {
    const copy = copyModels(file, damage);
    copies.push(copy);
    return copy.root;
  }

  it.each(victims)('%s is named by models and doctor, which end with code 1', async (file) => {
    const env = { PARLEY_MODELS: damaged(file, 'bit-flipped') };
    const models = await runParley(['models'], { env, dataFolder: data.path });
    expect(models.code).toBe(1);
    expect(models.stderr).toContain(`${file} is`);
    const doctor = await runParley(['doctor'], { env, dataFolder: data.path });
    expect(doctor.code).toBe(1);
    const [folder, name] = file.split('/');
    expect(doctor.stdout).toMatch(new RegExp(`FAIL +model ${folder}: .*${name}`));
  });

  it('a broken list of models is told, code 1', async () => {
    const env = { PARLEY_MODELS: damaged('manifest.json', 'truncated') };
    for (const args of [['talk', '--fast', clip], ['models'], ['doctor']]) {
      const run = await runParley(args, { env, dataFolder: data.path });
      expect(run.code, args[0]).toBe(1);
      expect(run.stdout + run.stderr, args[0]).toMatch(/list of models cannot be read/);
    }
  });
});

describe('settings', () => {
  it.each(['[1, 2, 3]', '', 'null', '{"speechRate": "fast"}', '\u0000'.repeat(50)])(
    'that read %j do no harm, and every one that is left has its default',
    async (text) => {
      const folder = createDataFolder();
      writeFileSync(join(folder.path, 'settings.json'), text);
      const run = await runParley(['settings', 'speechRate'], { dataFolder: folder.path });
      expect(run).toMatchObject({ code: 0, stdout: '1\n' });
      expect(run.stderr.trim().split('\n'), run.stderr).toHaveLength(1);
      folder.remove();
    },
  );

  it('a data folder that is a file is told', async () => {
    const path = join(data.path, 'a-file');
    writeFileSync(path, 'x');
    const run = await runParley(['settings', 'speechRate'], { dataFolder: path });
    expect(run).toMatchObject({ code: 0, stdout: '1\n' });
    expect(run.stderr.trim().split('\n')).toHaveLength(1);
    expect(statSync(path).size).toBe(1);
  });
});

describe('a recording', () => {
  it.each([
    ['missing.wav', null, 'file_missing'],
    ['empty.wav', new Uint8Array(0), 'audio_empty'],
    ['text.wav', new TextEncoder().encode('this is not a recording, whatever its name says'), 'audio_format'],
    ['zero.wav', encodeWav({ samples: new Float32Array(0), sampleRateHz: 16_000 }), 'audio_empty'],
  ] as const)('like %s: talk tells what is wrong and fails', async (name, bytes, code) => {
    const path = join(data.path, name);
    if (bytes) writeFileSync(path, bytes);
    const run = await runParley(['talk', '--fast', '--json', path]);
    expect(run.code).toBe(1);
    const [error] = eventsOfType(eventsOf(run.stdout), 'error');
    expect(error).toMatchObject({ code });
    expect(error!.message.length).toBeGreaterThan(10);
    expect(error!.help.length).toBeGreaterThan(5);
  });
});
