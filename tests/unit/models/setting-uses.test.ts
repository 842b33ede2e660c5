import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SECRET_MASK } from '../../../electron/contract/rpc.ts';
import { defaultSettings } from '../../../electron/contract/settings.ts';
import { llmToTry, needsModel } from '../../../electron/engine/setting-uses.ts';

const saved = {
  kind: 'openai-compatible',
  baseUrl: 'https://one.example/v1',
  model: 'm',
  apiKey: 'sk-saved',
  timeoutMs: 30_000,
} as const;

describe('the language model that is tried', () => {
  it('is the saved one when nothing is given', () => {
    expect(llmToTry(saved, {})).toEqual({ ...saved, timeoutMs: 10_000 });
    expect(llmToTry({ kind: 'none' }, {})).toEqual({ kind: 'none' });
    const gguf = { kind: 'gguf', path: '/m', threads: 1, contextTokens: 512, timeoutMs: 60_000 } as const;
    expect(llmToTry(gguf, {})).toEqual(gguf);
  });

  it('needs nothing saved', () => {
    const given = { baseUrl: 'http://127.0.0.1:1/v1', model: 'x', apiKey: 'k' };
    expect(llmToTry({ kind: 'none' }, given)).toMatchObject(given);
  });

  it.each([
    ['the saved host', 'https://one.example/v2', SECRET_MASK, 'sk-saved'],
    ['the saved host, without a key given', 'https://one.example/v1', undefined, 'sk-saved'],
    ['another host', 'https://two.example/v1', SECRET_MASK, ''],
    ['another port', 'https://one.example:8443/v1', SECRET_MASK, ''],
    ['the same host unencrypted', 'http://one.example/v1', SECRET_MASK, ''],
    ['nonsense', 'nonsense', undefined, ''],
    ['a host and its own key', 'https://two.example/v1', 'sk-new', 'sk-new'],
    ['no key on purpose', 'https://one.example/v1', '', ''],
  ])('sends to %s no key but the one that is meant', (_, baseUrl, apiKey, sent) => {
    expect(llmToTry(saved, { baseUrl, apiKey })).toMatchObject({ baseUrl, apiKey: sent });
  });
});

describe('models that the settings need', () => {
  const llm = {
    kind: 'gguf',
    path: join('/data', 'models', 'qwen', 'q.gguf'),
    threads: 1,
    contextTokens: 512,
    timeoutMs: 1_000,
  } as const;
  it.each([
    ['whisper-tiny.en', true],
    ['piper-joe', true],
    ['qwen', true],
    ['qwe', false],
    ['whisper-base', false],
  ])('%s: %s', (name, needed) => {
    expect(needsModel({ ...defaultSettings, llm }, join('/data', 'models'), name)).toBe(needed);
  });
});
