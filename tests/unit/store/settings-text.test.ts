import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SECRET_MASK } from '../../../electron/contract/rpc.ts';
import { defaultSettings, settingsSchema } from '../../../electron/contract/settings.ts';
import {
  parseSettingsText,
  readSettings,
  withValueAt,
} from '../../../electron/engine/store/settings-text.ts';
import {
  maskSecrets,
  parseSettingValue,
  settingPaths,
  settingText,
} from '../../../electron/engine/store/setting-paths.ts';

describe('setting paths', () => {
  it('cover the whole schema', () => {
    const paths = settingPaths.map((setting) => setting.path);
    expect(paths).toEqual(expect.arrayContaining(['microphone', 'llm.kind', 'llm.apiKey', 'history.keep']));
    for (const key of Object.keys(settingsSchema.shape)) {
      expect(paths.some((path) => path === key || path.startsWith(`${key}.`))).toBe(true);
    }
    expect(settingPaths.find((setting) => setting.path === 'llm.kind')?.accepts).toBe(
      'one of: none, openai-compatible, gguf',
    );
    expect(settingPaths.filter((setting) => setting.secret).map((setting) => setting.path)).toEqual([
      'llm.apiKey',
    ]);
  });

  it.each([
    ['speechRate', '1.5', 1.5],
    ['speechRate', '.5', 0.5],
    ['echoCancelling', 'off', false],
    ['echoCancelling', 'Yes', true],
    ['microphone', '', ''],
    ['microphone', '5', '5'],
    ['endpointing', 'fast', 'fast'],
    ['llm.timeoutMs', '2000', 2000],
    ['history.keep', false, false],
    ['volume', 0.25, 0.25],
    ['talk.mode', 'wake', 'wake'],
    ['wake.phrase', '  Hey Parley ', 'Hey Parley'],
    ['wake.followUpSeconds', '12.5', 12.5],
    ['shortcuts.talk', '', ''],
    ['appearance.textScale', '1.5', 1.5],
    ['startup.atLogin', 'on', true],
    ['network', 'off', 'off'],
    ['updates.feed', '', ''],
    ['updates.feed', 'https://example.org/feed', 'https://example.org/feed'],
    ['dictation.words', '', []],
    ['dictation.words', 'Kubernetes', ['Kubernetes']],
    ['dictation.words', 'Kubernetes, Frau Meier ,', ['Kubernetes', 'Frau Meier']],
    ['dictation.words', '["Paris, Texas", "x"]', ['Paris, Texas', 'x']],
    ['dictation.words', [' Anna '], ['Anna']],
  ] as const)('%s takes %j', (path, given, value) => {
    expect(parseSettingValue(path, given)).toEqual({ ok: true, value });
  });

  it.each([
    ['speechRate', '3'],
    ['speechRate', 'fast'],
    ['speechRate', 'NaN'],
    ['speechRate', 'Infinity'],
    ['speechRate', ''],
    ['speechRate', '0x1'],
    ['history.maxAgeDays', '1.5'],
    ['echoCancelling', '1'],
    ['endpointing', 'slow'],
    ['dictation.words', '["a", 5]'],
    ['dictation.words', '["a"'],
    ['dictation.words', 'x'.repeat(61)],
    ['dictation.words', 7],
    ['network', 'on'],
    ['network', ['off']],
    ['wake.sensitivity', '1.1'],
    ['updates.feed', 'http://example.org/feed'],
    ['language', 'english'],
    ['llm.kind', 'magic'],
    ['llm.baseUrl', 'ftp://x'],
    ['llm.baseUrl', 'file:///etc/passwd'],
    ['microphone', 'x'.repeat(600)],
    ['nothing', '1'],
    ['__proto__', '1'],
    ['constructor', '1'],
    ['llm', 'none'],
    ['history', '{}'],
  ])('%s refuses %j', (path, given) => {
    const parsed = parseSettingValue(path, given);
    expect(!parsed.ok && parsed.fault.code).toBe('bad_argument');
  });

  it('never repeats a refused value, which may be a key', () => {
    const parsed = parseSettingValue('llm.apiKey', 'sk-secret'.repeat(1_000));
    expect(!parsed.ok && parsed.fault.message).not.toContain('sk-secret');
  });
});

describe('settings text', () => {
  it('keeps what it does not know and ignores it', () => {
    const read = readSettings({ volume: 0.5, later: { a: 1 }, history: { keep: false, shape: 'x' } });
    expect(read.settings.volume).toBe(0.5);
    expect(read.settings.history.keep).toBe(false);
    expect(read.wrong).toEqual([]);
    expect(read.raw).toEqual({ volume: 0.5, later: { a: 1 }, history: { keep: false, shape: 'x' } });
  });

  it('replaces only wrong values', () => {
    const read = readSettings({ volume: 'loud', speechRate: 9, voice: 'piper-joe', history: { keep: 1 } });
    expect(read.wrong.toSorted()).toEqual(['history.keep', 'speechRate', 'volume']);
    expect(read.settings).toEqual(defaultSettings);
    expect(read.raw).toEqual({ voice: 'piper-joe', history: {} });
  });

  it('takes wrong items out of a list and keeps the others', () => {
    const words = ['Anna', 5, 'Kubernetes', '', 'x'.repeat(61), null, ' Paris '];
    const read = readSettings({ dictation: { words, removeFillers: 'no' }, wake: { phrase: 'x' } });
    expect(read.settings.dictation).toEqual({
      removeFillers: true,
      words: ['Anna', 'Kubernetes', 'Paris'],
      output: 'paste',
    });
    expect(read.settings.wake.phrase).toBe('Hey Parley');
    expect(read.raw).toEqual({ dictation: { words: ['Anna', 'Kubernetes', ' Paris '] }, wake: {} });
    expect(read.wrong).toEqual([
      'wake.phrase',
      'dictation.removeFillers',
      'dictation.words.1',
      'dictation.words.3',
      'dictation.words.4',
      'dictation.words.5',
    ]);
  });

  it('drops a list that is none or too long', () => {
    expect(readSettings({ dictation: { words: 'Anna' } }).wrong).toEqual(['dictation.words']);
    const many = Array.from({ length: 501 }, (_, i) => `word ${i}`);
    expect(readSettings({ dictation: { words: many } }).settings.dictation.words).toEqual([]);
  });

  it('shows a list as the text that gives it again', () => {
    for (const words of [['Anna', 'Frau Meier'], ['Paris, Texas'], ['"quoted"'], ['[x]'], []]) {
      expect(parseSettingValue('dictation.words', settingText(words))).toEqual({ ok: true, value: words });
    }
  });

  it('masks every secret and nothing else', () => {
    const llm = { kind: 'openai-compatible', baseUrl: 'http://127.0.0.1/v1', model: 'm', apiKey: 'sk-1' };
    const { settings } = readSettings({ llm });
    expect(maskSecrets(settings).llm).toMatchObject({ ...llm, apiKey: SECRET_MASK });
    expect(settings.llm).toMatchObject({ apiKey: 'sk-1' });
    expect(maskSecrets(defaultSettings)).toEqual(defaultSettings);
    expect(maskSecrets(readSettings({ llm: { ...llm, apiKey: '' } }).settings).llm).toMatchObject({
      apiKey: '',
    });
  });

  it('keeps a language model that is not finished, without using it', () => {
    const read = readSettings({ llm: { kind: 'openai-compatible', model: 'm' } });
    expect(read.settings.llm).toEqual({ kind: 'none' });
    expect(read.wrong).toEqual([]);
    expect(read.needed).toEqual(['llm.baseUrl']);
    expect(read.raw).toEqual({ llm: { kind: 'openai-compatible', model: 'm' } });
  });

  it('keeps the keys of the other kind of language model', () => {
    const llm = { kind: 'gguf', path: '/m.gguf', baseUrl: 'http://127.0.0.1/v1', model: 'm' };
    const read = readSettings({ llm });
    expect(read.settings.llm).toMatchObject({ kind: 'gguf', path: '/m.gguf' });
    expect(read.settings.llm).not.toHaveProperty('baseUrl');
    expect(read.raw).toEqual({ llm });
  });

  it.each(['', 'null', '[]', '7', '"x"', '{', '{"a":1}x', '\0', '['.repeat(100_000), '{"a":'.repeat(1_000)])(
    'is not settings: %#',
    (text) => expect(parseSettingsText(text)).toBeNull(),
  );

  it('refuses what is nested too deep and what is huge', () => {
    expect(parseSettingsText(`{"a":${'['.repeat(400_000)}${']'.repeat(400_000)}}`)).toBeNull();
    expect(parseSettingsText(`{"a":"${'x'.repeat(2_000_000)}"}`)).toBeNull();
  });

  it('is not poisoned by keys of the object prototype', () => {
    const raw = parseSettingsText('{"__proto__":{"volume":0},"constructor":1,"volume":0.5}');
    const read = readSettings(raw!);
    expect(read.settings.volume).toBe(0.5);
    expect(({} as { volume?: number }).volume).toBeUndefined();
    expect(withValueAt(read.raw, ['history', 'keep'], false)).toMatchObject({ history: { keep: false } });
  });

  it('yields valid settings for any object', () => {
    const keys = fc.constantFrom(...Object.keys(settingsSchema.shape), '__proto__', 'x');
    const values = fc.oneof(
      fc.jsonValue(),
      fc.record({ kind: fc.constantFrom('gguf', 'none', 'x'), path: fc.jsonValue() }),
    );
    fc.assert(
      fc.property(fc.dictionary(keys, values), (object) => {
        const read = readSettings(object);
        expect(settingsSchema.safeParse(read.settings).success).toBe(true);
        expect(readSettings(read.raw).wrong).toEqual([]);
      }),
    );
  });
});
