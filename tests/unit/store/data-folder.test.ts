import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  locateDataFolder,
  openDataFolder,
  resolveDataFolder,
} from '../../../electron/engine/store/data-folder.ts';

describe('resolveDataFolder', () => {
  it.each([
    ['linux', {}, '/home/u', '/home/u/.local/share/parley'],
    ['linux', { XDG_DATA_HOME: '/data' }, '/home/u', '/data/parley'],
    ['linux', { XDG_DATA_HOME: 'relative' }, '/home/u', '/home/u/.local/share/parley'],
    ['linux', { XDG_DATA_HOME: '' }, '/home/u', '/home/u/.local/share/parley'],
    ['linux', { PARLEY_DATA: '/p' }, '', '/p'],
    ['darwin', {}, '/Users/u', '/Users/u/Library/Application Support/parley'],
    [
      'win32',
      { APPDATA: 'C:\\Users\\u\\AppData\\Roaming' },
      'C:\\Users\\u',
      'C:\\Users\\u\\AppData\\Roaming\\parley',
    ],
    ['win32', {}, 'C:\\Users\\u', 'C:\\Users\\u\\AppData\\Roaming\\parley'],
  ] as const)('%s %o', (platform, env, home, expected) => {
    expect(resolveDataFolder({ platform, env, home })).toEqual({ ok: true, value: expected });
  });

  it.each(['linux', 'darwin', 'win32'] as const)('%s without a home says so', (platform) => {
    const found = resolveDataFolder({ platform, env: {}, home: '' });
    expect(!found.ok && found.fault.code).toBe('bad_argument');
  });
});

describe('data that was moved', () => {
  let home: string;
  let folder: string;
  const place = (env: Record<string, string> = {}) => ({
    platform: 'linux' as const,
    env: { XDG_DATA_HOME: home, ...env },
    home: '/nowhere',
  });
  const note = (text: string) => writeFileSync(join(folder, 'moved-to'), text);
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'parley-home-'));
    folder = join(home, 'parley');
    mkdirSync(folder);
  });
  afterEach(() => rmSync(home, { recursive: true, force: true }));

  it('is found where the note says', () => {
    const moved = join(home, 'elsewhere');
    mkdirSync(moved);
    note(`${moved}\n`);
    expect(locateDataFolder(place())).toEqual({ ok: true, value: { path: moved, fault: null } });
    expect(resolveDataFolder(place())).toEqual({ ok: true, value: moved });
    expect(locateDataFolder(place({ PARLEY_DATA: '/p' }))).toEqual({
      ok: true,
      value: { path: '/p', fault: null },
    });
  });

  it.each([
    ['a folder that is gone', () => join(home, 'unplugged')],
    ['a file', () => join(folder, 'moved-to')],
    ['a relative path', () => 'elsewhere'],
    ['nothing', () => ''],
    ['two lines', () => `${home}\n${home}`],
    ['too much', () => `/${'x'.repeat(5_000)}`],
  ])('is not looked for in %s, and that is told', (_, text) => {
    note(text());
    const located = locateDataFolder(place());
    expect(located).toMatchObject({ ok: true, value: { path: folder, fault: { code: 'data_folder_lost' } } });
    expect(readdirSync(home)).toEqual(['parley']);
  });

  it('is where it always was without a note', () => {
    expect(locateDataFolder(place())).toEqual({ ok: true, value: { path: folder, fault: null } });
  });
});

describe('openDataFolder', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'parley-data-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('makes a private folder and leaves nothing in it', () => {
    const path = join(folder, 'a', 'b');
    expect(openDataFolder(path)).toEqual({ path, writable: true, fault: null });
    expect(readdirSync(path)).toEqual([]);
    if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o700);
    expect(openDataFolder(path).writable).toBe(true);
  });

  it('says when a file has its name', () => {
    writeFileSync(join(folder, 'file'), '');
    expect(openDataFolder(join(folder, 'file')).fault?.code).toBe('file_unwritable');
    expect(openDataFolder(join(folder, 'file', 'below')).fault?.code).toBe('file_unwritable');
  });
});
