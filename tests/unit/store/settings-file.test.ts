import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { execFileSync } from 'node:child_process';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SECRET_MASK } from '../../../electron/contract/rpc.ts';
import { defaultSettings } from '../../../electron/contract/settings.ts';
import { withFileLock } from '../../../electron/engine/store/file-lock.ts';
import { openSettings } from '../../../electron/engine/store/settings-file.ts';

const posix = process.platform !== 'win32';
let folder: string;
let path: string;
const broken = () => readdirSync(folder).filter((name) => name.includes('.broken-'));
const onDisk = () => JSON.parse(readFileSync(path, 'utf8')) as unknown;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-settings-'));
  path = join(folder, 'settings.json');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('settings file', () => {
  it('means defaults when missing, and is not created by reading', () => {
    const settings = openSettings(folder);
    expect(settings.current()).toEqual(defaultSettings);
    expect(settings.faults()).toEqual([]);
    expect(existsSync(path)).toBe(false);
  });

  it('keeps a change across openings, private, with nothing left beside it', () => {
    const changed = openSettings(folder).set('volume', '0.4');
    expect(changed.ok && changed.value.settings.volume).toBe(0.4);
    expect(onDisk()).toEqual({ volume: 0.4 });
    expect(openSettings(folder).current().volume).toBe(0.4);
    expect(readdirSync(folder)).toEqual(['settings.json']);
    if (posix) expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('sets up a language model one step at a time, telling what is still needed', () => {
    const settings = openSettings(folder);
    const first = settings.set('llm.kind', 'openai-compatible');
    expect(first.ok && first.value.needed).toEqual(['llm.baseUrl', 'llm.model']);
    expect(settings.current().llm).toEqual({ kind: 'none' });
    settings.set('llm.baseUrl', 'http://127.0.0.1:8080/v1');
    const last = settings.set('llm.model', 'qwen');
    expect(last.ok && last.value.needed).toEqual([]);
    expect(settings.current().llm).toMatchObject({
      kind: 'openai-compatible',
      model: 'qwen',
      timeoutMs: 30_000,
    });
    expect(settings.get('llm.model')).toEqual({ ok: true, value: 'qwen' });
  });

  it('never shows a secret', () => {
    const settings = openSettings(folder);
    settings.setAll([
      ['llm.kind', 'openai-compatible'],
      ['llm.baseUrl', 'http://127.0.0.1:8080/v1'],
      ['llm.model', 'qwen'],
      ['llm.apiKey', 'sk-very-secret'],
    ]);
    expect(settings.get('llm.apiKey')).toEqual({ ok: true, value: 'set' });
    expect(JSON.stringify(settings.list())).not.toContain('sk-very-secret');
    expect(settings.current().llm).toMatchObject({ apiKey: 'sk-very-secret' });
    settings.reset('llm.apiKey');
    expect(settings.get('llm.apiKey')).toEqual({ ok: true, value: '' });
  });

  it('changes all or nothing', () => {
    const settings = openSettings(folder);
    const changed = settings.setAll([
      ['volume', '0.1'],
      ['speechRate', '99'],
    ]);
    expect(!changed.ok && changed.fault.code).toBe('bad_argument');
    expect(settings.current()).toEqual(defaultSettings);
    expect(existsSync(path)).toBe(false);
  });

  it('tells listeners of real changes only', () => {
    const settings = openSettings(folder);
    const heard = vi.fn();
    const stop = settings.onChange(heard);
    settings.set('volume', 0.4);
    settings.set('volume', 0.4);
    stop();
    settings.set('volume', 0.6);
    expect(heard).toHaveBeenCalledTimes(1);
    expect(heard.mock.calls[0]![0].volume).toBe(0.4);
    expect(heard.mock.calls[0]![1].volume).toBe(0.9);
  });

  it('resets one setting and lists which are defaults', () => {
    const settings = openSettings(folder);
    settings.set('history.keep', 'off');
    expect(settings.list().find((setting) => setting.path === 'history.keep')).toMatchObject({
      value: 'false',
      isDefault: false,
    });
    settings.reset('history.keep');
    expect(settings.current()).toEqual(defaultSettings);
    expect(settings.list().every((setting) => setting.isDefault)).toBe(true);
  });

  it('keeps lists of words, lists and resets them together with others', () => {
    const settings = openSettings(folder);
    const changed = settings.setAll([
      ['dictation.words', 'Kubernetes, Frau Meier'],
      ['talk.mode', 'handsFree'],
      ['network', 'off'],
    ]);
    expect(changed.ok && changed.value.settings.dictation.words).toEqual(['Kubernetes', 'Frau Meier']);
    expect(openSettings(folder).get('dictation.words')).toEqual({
      ok: true,
      value: 'Kubernetes, Frau Meier',
    });
    expect(settings.list().find((setting) => setting.path === 'dictation.words')).toMatchObject({
      accepts: 'texts between commas',
      isDefault: false,
    });
    expect(settings.resetAll(['network', 'nothing']).ok).toBe(false);
    expect(settings.current().network).toBe('off');
    settings.resetAll(['dictation.words', 'talk.mode', 'network']);
    expect(settings.current()).toEqual(defaultSettings);
  });

  it('leaves a secret that comes back masked as it is', () => {
    const settings = openSettings(folder);
    settings.setAll([
      ['llm.kind', 'openai-compatible'],
      ['llm.baseUrl', 'http://127.0.0.1:8080/v1'],
      ['llm.model', 'one'],
      ['llm.apiKey', 'sk-1'],
    ]);
    settings.setAll([
      ['llm.model', 'two'],
      ['llm.apiKey', SECRET_MASK],
    ]);
    expect(settings.current().llm).toMatchObject({ model: 'two', apiKey: 'sk-1' });
    settings.set('llm.apiKey', '');
    expect(settings.current().llm).toMatchObject({ apiKey: '' });
  });

  it('keeps the keys of a newer Parley', () => {
    writeFileSync(path, JSON.stringify({ future: { a: [1] }, volume: 0.2 }));
    openSettings(folder).set('volume', 0.3);
    expect(onDisk()).toEqual({ future: { a: [1] }, volume: 0.3 });
  });

  it('sees what another opening wrote and loses none of its keys', () => {
    const one = openSettings(folder);
    const two = openSettings(folder);
    one.set('volume', 0.3);
    two.set('speechRate', 1.2);
    expect(one.current().speechRate).toBe(1);
    expect(one.reload()).toMatchObject({ volume: 0.3, speechRate: 1.2 });
  });

  it.each([
    ['garbage', '\x00\xff{{{'],
    ['nothing', ''],
    ['half a file', '{"volume": 0.5, "spee'],
    ['a list', '[1,2]'],
    ['deep nesting', `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`],
  ])('sets aside %s and goes on with defaults', (_, text) => {
    writeFileSync(path, text);
    const settings = openSettings(folder, { epochNow: () => 1_700_000_000_000 });
    expect(settings.current()).toEqual(defaultSettings);
    expect(settings.faults().map((fault) => fault.code)).toEqual(['settings_corrupt']);
    expect(broken()).toEqual(['settings.broken-20231114T221320000Z.json']);
    expect(readFileSync(join(folder, broken()[0]!), 'utf8')).toBe(text);
    expect(settings.set('volume', 0.4).ok).toBe(true);
    expect(openSettings(folder).faults()).toEqual([]);
  });

  it('sets aside a copy of a file with wrong values and keeps the good ones', () => {
    writeFileSync(path, JSON.stringify({ volume: 'loud', speechRate: 1.5, microphone: 7 }));
    const settings = openSettings(folder);
    expect(settings.current()).toMatchObject({ volume: 0.9, speechRate: 1.5, microphone: '' });
    expect(settings.faults()[0]?.message).toContain('volume');
    expect(broken()).toHaveLength(1);
    expect(onDisk()).toEqual({ speechRate: 1.5 });
  });

  it('does not read 50 MB', () => {
    writeFileSync(path, '{"volume":0.1}');
    truncateSync(path, 50 * 1024 * 1024);
    expect(openSettings(folder).current()).toEqual(defaultSettings);
    expect(broken()).toHaveLength(1);
  });

  it('sets aside a folder and, where there are any, a pipe', () => {
    mkdirSync(path);
    expect(openSettings(folder).faults()[0]?.code).toBe('settings_corrupt');
    if (!posix) return;
    execFileSync('mkfifo', [path]);
    expect(openSettings(folder).current()).toEqual(defaultSettings);
    expect(broken()).toHaveLength(2);
  });

  it('numbers files that would have the same name', () => {
    for (let i = 0; i < 3; i++) {
      writeFileSync(path, 'bad');
      openSettings(folder, { epochNow: () => 0 });
    }
    expect(broken()).toHaveLength(3);
  });

  it('fails a change when the folder is not there, and changes nothing', () => {
    const settings = openSettings(join(folder, 'no', 'such'));
    const changed = settings.set('volume', 0.3);
    expect(!changed.ok && changed.fault.code).toBe('file_unwritable');
    expect(settings.current()).toEqual(defaultSettings);
  });

  it.runIf(posix)('keeps a link a link and makes a readable file private', () => {
    const real = join(folder, 'real.json');
    writeFileSync(real, '{}');
    chmodSync(real, 0o644);
    symlinkSync(real, path);
    const settings = openSettings(folder);
    expect(statSync(real).mode & 0o777).toBe(0o600);
    settings.set('volume', 0.3);
    expect(JSON.parse(readFileSync(real, 'utf8'))).toEqual({ volume: 0.3 });
  });
});

describe('file lock', () => {
  it('returns what the work returns and is gone afterwards, also after a throw', () => {
    const lock = join(folder, 'x.lock');
    expect(withFileLock(lock, () => existsSync(lock))).toEqual({ ok: true, value: true });
    expect(() =>
      withFileLock(lock, () => {
        throw new Error('bug');
      }),
    ).toThrow('bug');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('breaks the lock of a process that is gone', () => {
    const lock = join(folder, 'x.lock');
    const pid = execFileSync(process.execPath, ['-p', 'process.pid'], { encoding: 'utf8' }).trim();
    writeFileSync(lock, `${hostname()} ${pid} 1`);
    expect(withFileLock(lock, () => 1)).toEqual({ ok: true, value: 1 });
    expect(readdirSync(folder)).toEqual([]);
  });
});
