/** Models that somebody installs while Parley runs: they apply without a restart, and what is wrong with one is told. */
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createDataFolder } from '../../support/parley-process.ts';
import type { DataFolder } from '../../support/parley-process.ts';
import { openTestEngine, openTestSession } from '../../support/test-engine.ts';
import type { TestEngine } from '../../support/test-engine.ts';

const bundled = fileURLToPath(new URL('../../../native-models/', import.meta.url));
let data: DataFolder;
let under: TestEngine;

beforeEach(() => {
  data = createDataFolder();
  const models = join(data.path, 'models');
  mkdirSync(models, { recursive: true });
  // the same weights under another name, as a download would leave them
  cpSync(join(bundled, 'piper-joe'), join(models, 'second-voice'), { recursive: true });
  const manifest = JSON.parse(readFileSync(join(bundled, 'manifest.json'), 'utf8')) as {
    models: { name: string }[];
  };
  const joe = manifest.models.find(({ name }) => name === 'piper-joe');
  writeFileSync(
    join(models, 'manifest.json'),
    JSON.stringify({ format: 1, models: [{ ...joe, name: 'second-voice' }] }),
  );
});
afterEach(async () => {
  await under.close();
  data.remove();
});

it('speaks the next words once it is chosen; one that is not there is told and changes nothing', async () => {
  under = await openTestEngine({ dataFolder: data.path, need: { hearing: false, voice: true } });
  const { engine, services } = under;
  const voice = await engine.models.voice();
  if (!voice.ok) throw new Error(voice.fault.message);
  const { session, faultCodes, ofType } = await openTestSession(engine, {
    input: { kind: 'none' },
    output: { kind: 'none' },
  });
  const spoken = () => engine.lanes().map(({ name, done }) => [name, done > 0]);
  session.type('What is two plus two?');
  await expect.poll(() => ofType('replyEnd').length, { timeout: 30_000 }).toBe(1);
  expect(spoken()).toEqual([['tts-piper-joe', true]]);

  expect(services.settingsFile.set('voice', 'second-voice').ok).toBe(true);
  await expect.poll(() => voice.value.name, { timeout: 30_000 }).toBe('second-voice');
  session.type('What is three plus three?');
  await expect.poll(() => ofType('replyEnd').length, { timeout: 30_000 }).toBe(2);
  expect(spoken()).toEqual([['tts-second-voice', true]]);

  services.settingsFile.set('voice', 'third-voice');
  await expect.poll(faultCodes, { timeout: 10_000 }).toEqual(['model_unknown']);
  expect(voice.value.name).toBe('second-voice');
  await session.close();
});

it('a damaged keyword model that comes while somebody talks is told', async () => {
  under = await openTestEngine({ dataFolder: data.path, need: { hearing: true, voice: false } });
  const { engine, services } = under;
  const { session, faultCodes } = await openTestSession(engine, {
    input: { kind: 'none' },
    output: { kind: 'none' },
  });
  const folder = join(data.path, 'models');
  const installed = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as {
    models: { name: string; files: unknown[] }[];
  };
  const [voice] = installed.models;
  mkdirSync(join(folder, 'ear'));
  writeFileSync(join(folder, 'ear', 'ear.onnx'), 'not what was promised');
  const file = { path: 'ear.onnx', size: 21, sha256: '0'.repeat(64) };
  const ear = { ...voice, name: 'ear', kind: 'wake', files: [file] };
  const models = [ear, voice, { ...voice, name: 'third-voice' }];
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ format: 1, models }));

  // whatever comes or goes, the engine looks at what is there now
  expect((await services.deleteModel('third-voice', [])).ok).toBe(true);
  await expect.poll(faultCodes, { timeout: 10_000 }).toEqual(['model_corrupt']);
  expect(engine.faults.map(({ code }) => code)).toContain('model_corrupt');
  await session.close();
});
