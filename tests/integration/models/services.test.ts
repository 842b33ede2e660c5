/** Network policy, downloads and trials as the desk gets them: through the services of a data folder. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SECRET_MASK } from '../../../electron/contract/rpc.ts';
import { silentLogger } from '../../../electron/engine/runtime/logger.ts';
import { openServices } from '../../../electron/engine/services.ts';
import type { Services } from '../../../electron/engine/services.ts';
import { replies, startFakeOpenAiServer, streams } from '../../fakes/fake-openai-server.ts';
import { offerModel, startModelServer, writeCatalog } from '../../support/model-server.ts';

let folder: string;
let services: Services;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'parley-services-'));
  const opened = await openServices({ log: silentLogger, dataFolder: folder });
  if (!opened.ok) throw new Error(opened.fault.message);
  services = opened.value;
});
afterEach(async () => {
  await services.close();
  rmSync(folder, { recursive: true, force: true });
});

const away = new URL('https://away.example/');

describe('the network policy', () => {
  it('follows the settings at once', () => {
    expect(services.network.allows(away)).toBe(true);
    services.settingsFile.set('network', 'off');
    expect(services.network.allows(away)).toBe(false);
    services.settingsFile.set('network', 'allowed');
    expect(services.network.allows(away)).toBe(true);
  });

  it('holds for the trial of a language model', async () => {
    services.settingsFile.set('network', 'off');
    const tried = await services.testLanguageModel({ baseUrl: 'https://away.example/v1', model: 'm' });
    expect(tried).toMatchObject({ ok: false, fault: { code: 'network_off' } });
  });
});

describe('models', () => {
  it('are what came with Parley and what the catalogue of the user offers', async () => {
    const server = await startModelServer();
    const files = { 'model.onnx': Buffer.alloc(1_000, 3) };
    writeCatalog(join(folder, 'models'), [offerModel(server, 'extra', files)]);
    const before = await services.listModelViews(['silero-vad']);
    expect(before.map(({ name, state, inUse }) => `${name} ${state} ${inUse}`)).toEqual([
      'silero-vad installed true',
      'smart-turn installed false',
      'whisper-tiny.en installed true',
      'whisper-base installed false',
      'piper-joe installed true',
      'extra absent false',
    ]);
    const changed = new Promise<void>((resolve) => services.onModelsChanged(resolve));
    expect((await services.downloads.start('extra')).ok).toBe(true);
    await changed;
    expect((await services.models.open('extra')).ok).toBe(true);
    expect((await services.listModelViews([])).at(-1)).toMatchObject({ name: 'extra', state: 'installed' });
    expect((await services.deleteModel('whisper-base', [])).ok).toBe(false);
    expect((await services.deleteModel('extra', [])).ok).toBe(true);
    expect((await services.models.open('extra')).ok).toBe(false);
    await server.close();
  });

  it('have licences that can be read', async () => {
    for (const { name } of await services.listModelViews([])) {
      const licence = await services.modelLicence(name);
      expect(licence.ok && licence.value.text.length).toBeGreaterThan(200);
    }
  });
});

describe('the trial of a language model', () => {
  it('uses the saved key for the saved server, and no other', async () => {
    const server = await startFakeOpenAiServer();
    server.answerWith((request, response) =>
      (request.url.endsWith('/models') ? replies(404, '') : streams('Yes'))(request, response),
    );
    services.settingsFile.setAll([
      ['llm.kind', 'openai-compatible'],
      ['llm.baseUrl', server.baseUrl],
      ['llm.model', 'm'],
      ['llm.apiKey', 'sk-saved'],
    ]);
    expect(services.shownSettings().llm).toMatchObject({ apiKey: SECRET_MASK });
    expect((await services.testLanguageModel({})).ok).toBe(true);
    expect((await services.testLanguageModel({ apiKey: SECRET_MASK })).ok).toBe(true);
    expect(new Set(server.requests.map(({ authorization }) => authorization))).toEqual(
      new Set(['Bearer sk-saved']),
    );
    server.forget();
    const other = server.baseUrl.replace('127.0.0.1', 'localhost');
    expect((await services.testLanguageModel({ baseUrl: other, apiKey: SECRET_MASK })).ok).toBe(true);
    expect(new Set(server.requests.map(({ authorization }) => authorization))).toEqual(new Set(['']));
    await server.close();
  });
});
