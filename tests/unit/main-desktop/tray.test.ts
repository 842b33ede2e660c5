import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { TalkPhase, TalkState } from '../../../electron/contract/desk-views.ts';
import { dictationTexts } from '../../../electron/main/dictation/dictation-texts.ts';
import { busQuestions, hasNotifierWatcher } from '../../../electron/main/tray/tray-host.ts';
import { trayLanguage, trayTexts } from '../../../electron/main/tray/tray-texts.ts';
import { trayIconFile, trayMenu } from '../../../electron/main/tray/tray-view.ts';
import type { TrayItem } from '../../../electron/main/tray/tray-view.ts';

const phases = Object.keys(trayTexts.en.tooltip) as TalkPhase[];
const ready: TalkState = { phase: 'ready', muted: false, mode: 'hold', held: false, dictating: false };
const icons = new URL('../../../resources/icons/', import.meta.url);

const flat = (items: readonly TrayItem[]): TrayItem[] => items.flatMap((item) => [item, ...flat(item.items)]);
const item = (talk: TalkState | null, id: string) =>
  flat(trayMenu(talk, trayTexts.en)).find((one) => one.id === id)!;

describe('the tray icon', () => {
  it.each([
    ['starting', 'idle'],
    ['ready', 'idle'],
    ['asleep', 'idle'],
    ['listening', 'listening'],
    ['thinking', 'thinking'],
    ['speaking', 'speaking'],
    ['muted', 'muted'],
    ['fault', 'fault'],
  ] as const)('of %s shows %s', (phase, state) => {
    expect(trayIconFile(phase, 'linux', true)).toBe(`tray-${state}-dark-22.png`);
    expect(trayIconFile(phase, 'win32', false)).toBe(`tray-${state}-light-16.png`);
    expect(trayIconFile(phase, 'darwin', true)).toBe(`tray-${state}-Template.png`);
  });

  it('is there for every phase, system and panel, in both sizes', () => {
    const names = phases.flatMap((phase) =>
      ['linux', 'win32', 'darwin'].flatMap((platform) =>
        [true, false].map((dark) => trayIconFile(phase, platform, dark)),
      ),
    );
    const files = [...new Set(names)].flatMap((name) => [name, name.replace('.png', '@2x.png')]);
    expect(files).toHaveLength(60);
    expect(files.filter((name) => !existsSync(new URL(name, icons)))).toEqual([]);
  });
});

describe('the tray menu', () => {
  it('has its parts in this order, each found by its id', () => {
    expect(flat(trayMenu(ready, trayTexts.en)).map(({ id }) => id)).toEqual([
      'talk',
      'stop',
      'mute',
      'mode',
      'mode-hold',
      'mode-handsFree',
      'mode-wake',
      'line-windows',
      'open',
      'monitor',
      'settings',
      'line-quit',
      'quit',
    ]);
  });

  it.each<[TalkState | null, string, boolean]>([
    [ready, 'talk', true],
    [ready, 'stop', false],
    [{ ...ready, phase: 'speaking' }, 'stop', true],
    [{ ...ready, phase: 'thinking' }, 'stop', true],
    [{ ...ready, phase: 'muted', muted: true }, 'talk', false],
    [{ ...ready, phase: 'muted', muted: true }, 'mute', true],
    [{ ...ready, phase: 'starting' }, 'talk', false],
    [null, 'talk', false],
    [null, 'mute', false],
    [null, 'mode-wake', false],
    [null, 'open', true],
    [null, 'quit', true],
  ])('for %o: %s is usable: %s', (talk, id, enabled) => {
    expect(item(talk, id).enabled).toBe(enabled);
  });

  it('mutes and unmutes, and shows which', () => {
    expect(item(ready, 'mute')).toMatchObject({ checked: false, wish: { type: 'setMuted', muted: true } });
    const muted = { ...ready, muted: true };
    expect(item(muted, 'mute')).toMatchObject({ checked: true, wish: { type: 'setMuted', muted: false } });
  });

  it('marks the one mode in use', () => {
    const marked = flat(trayMenu({ ...ready, mode: 'wake' }, trayTexts.en)).filter(({ checked }) => checked);
    expect(marked.map(({ id }) => id)).toEqual(['mode-wake']);
  });
});

describe('the texts of the main process', () => {
  const keysOf = (value: object, path = ''): string[] =>
    Object.entries(value).flatMap(([key, inner]) =>
      typeof inner === 'object' && inner !== null
        ? keysOf(inner as object, `${path}${key}.`)
        : [`${path}${key}`],
    );
  const at = (value: object, path: string): unknown =>
    path.split('.').reduce<unknown>((inner, key) => (inner as Record<string, unknown>)[key], value);

  it.each([
    ['tray', trayTexts],
    ['dictation', dictationTexts],
  ])('of %s are complete in both languages, and none was left untranslated', (_name, texts) => {
    const keys = keysOf(texts.en);
    expect(keys.length).toBeGreaterThan(1);
    expect(keysOf(texts.de)).toEqual(keys);
    const empty = keys.filter((key) => at(texts.en, key) === '' || at(texts.de, key) === '');
    expect(empty).toEqual([]);
    expect(keys.filter((key) => at(texts.en, key) === at(texts.de, key))).toEqual([]);
  });

  it.each([
    ['system', 'de-AT', 'de'],
    ['system', 'en-US', 'en'],
    ['system', 'fr', 'en'],
    ['system', 'den', 'en'],
    ['de', 'en-US', 'de'],
    ['en', 'de', 'en'],
  ] as const)('setting %s on a %s system: %s', (setting, locale, language) => {
    expect(trayLanguage(setting, locale)).toBe(language);
  });
});

describe('a host for tray icons', () => {
  it.each([
    ['method return\n   boolean true\n', true],
    ['method return\n   boolean false\n', false],
    ['(true,)\n', true],
    ['untrue', false],
  ])('is read from %j', async (answer, found) => {
    expect(await hasNotifierWatcher(() => Promise.resolve(answer))).toBe(found);
  });

  it('asks the next program when one is not there, and finds none without any', async () => {
    const asked: string[] = [];
    const found = await hasNotifierWatcher((program) => {
      asked.push(program);
      return Promise.resolve(null);
    });
    expect([found, asked]).toEqual([false, busQuestions.map(([program]) => program)]);
  });
});
