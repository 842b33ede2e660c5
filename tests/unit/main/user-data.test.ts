/** What the main process reads and moves of the user's files: boot settings, the note of a move, the move itself. */
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defaultSettings } from '../../../electron/contract/settings.ts';
import { resolveDataFolder } from '../../../electron/engine/store/data-folder.ts';
import { readMovedTo, writeMovedTo } from '../../../electron/engine/store/moved-folder.ts';
import { readBootSettings } from '../../../electron/main/boot-settings.ts';
import { moveData } from '../../../electron/main/data-move.ts';

let base = '';
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'parley-data-'));
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

describe('the settings at boot', () => {
  const write = (text: string | Uint8Array) => writeFileSync(join(base, 'settings.json'), text);

  it('are what the file says', () => {
    write(JSON.stringify({ host: 'main', startup: { hidden: true } }));
    expect(readBootSettings(base)).toMatchObject({ host: 'main', startup: { hidden: true, atLogin: false } });
  });
  it('keep what is good when something is wrong', () => {
    write(JSON.stringify({ host: 'elsewhere', appearance: { theme: 'dark' }, unknown: 1 }));
    expect(readBootSettings(base)).toMatchObject({ host: 'utility', appearance: { theme: 'dark' } });
  });
  it.each([
    ['no JSON', '{"host":'],
    ['an array', '[]'],
    ['nothing', ''],
    ['zeros', new Uint8Array(64)],
    ['far too much', `{"host":"main"${' '.repeat(1024 * 1024)}}`],
  ])('are the defaults when the file is %s', (_, text) => {
    write(text);
    expect(readBootSettings(base)).toEqual(defaultSettings);
  });
  it('are the defaults when there is no file, a folder, or no folder', () => {
    expect(readBootSettings(base)).toEqual(defaultSettings);
    expect(readBootSettings(join(base, 'absent'))).toEqual(defaultSettings);
    mkdirSync(join(base, 'settings.json'));
    expect(readBootSettings(base)).toEqual(defaultSettings);
  });
  it('are never written', () => {
    write('{"host":');
    readBootSettings(base);
    expect(readdirSync(base)).toEqual(['settings.json']);
    expect(readFileSync(join(base, 'settings.json'), 'utf8')).toBe('{"host":');
  });
  it('are settings, whatever the file holds', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string()), (text) => {
        write(text);
        expect(['utility', 'main']).toContain(readBootSettings(base).host);
      }),
    );
  });
});

describe('the note of a move', () => {
  it('is followed, except with PARLEY_DATA', () => {
    const place = { platform: 'linux', env: { XDG_DATA_HOME: base }, home: '/home/x' } as const;
    const home = join(base, 'parley');
    mkdirSync(home);
    expect(resolveDataFolder(place)).toEqual({ ok: true, value: home });
    const elsewhere = join(base, 'elsewhere');
    writeMovedTo(home, elsewhere);
    // a folder that is gone is not made anew: see data-folder.ts
    expect(resolveDataFolder(place)).toEqual({ ok: true, value: home });
    mkdirSync(elsewhere);
    expect(resolveDataFolder(place)).toEqual({ ok: true, value: elsewhere });
    expect(resolveDataFolder({ ...place, env: { ...place.env, PARLEY_DATA: home } })).toEqual({
      ok: true,
      value: home,
    });
    writeMovedTo(home, null);
    expect(resolveDataFolder(place)).toEqual({ ok: true, value: home });
  });
  it.each([
    ['a relative path', 'elsewhere'],
    ['nothing', ''],
    ['two lines', '/a\n/b'],
    ['a zero', '/a\0b'],
    ['too long', `/${'x'.repeat(5_000)}`],
  ])('that holds %s is none', (_, text) => {
    writeFileSync(join(base, 'moved-to'), text);
    expect(readMovedTo(base)).toBeNull();
  });
  it('that is a folder, or is not there, is none', () => {
    expect(readMovedTo(base)).toBeNull();
    mkdirSync(join(base, 'moved-to'));
    expect(readMovedTo(base)).toBeNull();
  });
});

describe('the data', () => {
  let home = '';
  let other = '';
  beforeEach(() => {
    home = join(base, 'home');
    other = join(base, 'other');
    mkdirSync(join(home, 'sound', 'deep'), { recursive: true });
    mkdirSync(join(home, 'desktop'));
    mkdirSync(other);
    writeFileSync(join(home, 'settings.json'), '{}', { mode: 0o600 });
    writeFileSync(join(home, 'sound', 'deep', '1.wav'), 'sound');
    writeFileSync(join(home, 'desktop', 'lock'), 'in use');
  });
  const move = (from: string, chosen: string) => moveData({ from, chosen, home });

  it('is moved whole into an empty folder, and what Chromium uses stays', async () => {
    expect(await move(home, other)).toEqual({ ok: true, value: other });
    expect(readFileSync(join(other, 'sound', 'deep', '1.wav'), 'utf8')).toBe('sound');
    expect(readdirSync(other).sort()).toEqual(['settings.json', 'sound']);
    expect(readdirSync(home).sort()).toEqual(['desktop', 'moved-to']);
    expect(readMovedTo(home)).toBe(other);
  });
  it('gets a folder of its own where there is something already', async () => {
    writeFileSync(join(other, 'holiday.jpg'), '');
    expect(await move(home, other)).toEqual({ ok: true, value: join(other, 'parley') });
    expect(readdirSync(other).sort()).toEqual(['holiday.jpg', 'parley']);
  });
  it('can be moved on, and home again', async () => {
    await move(home, other);
    const third = join(base, 'third');
    expect(await move(other, third)).toEqual({ ok: true, value: third });
    expect(readMovedTo(home)).toBe(third);
    expect(readdirSync(other)).toEqual([]);
    expect(await move(third, home)).toEqual({ ok: true, value: home });
    expect(readMovedTo(home)).toBeNull();
    expect(readdirSync(home).sort()).toEqual(['desktop', 'settings.json', 'sound']);
  });
  it('stays where it is when that is what was chosen', async () => {
    expect(await move(home, home)).toEqual({ ok: true, value: home });
    expect(existsSync(join(home, 'settings.json'))).toBe(true);
  });
  it.each([
    ['inside itself', () => join(home, 'sound', 'new')],
    ['where a folder of that name holds something', () => other],
  ])('is not moved %s', async (_, chosen) => {
    mkdirSync(join(other, 'parley'));
    writeFileSync(join(other, 'parley', 'else'), 'somebody else’s');
    const before = readdirSync(home);
    expect(await move(home, chosen())).toMatchObject({ ok: false, fault: { code: 'bad_argument' } });
    expect(readdirSync(home)).toEqual(before);
    expect(readFileSync(join(other, 'parley', 'else'), 'utf8')).toBe('somebody else’s');
  });
  it('is not moved onto a file', async () => {
    writeFileSync(join(base, 'file'), '');
    expect(await move(home, join(base, 'file'))).toMatchObject({ ok: false });
    expect(existsSync(join(home, 'settings.json'))).toBe(true);
  });
  it('is as it was when the copy fails half way', async () => {
    // a socket or pipe cannot be copied
    const { execFileSync } = await import('node:child_process');
    execFileSync('mkfifo', [join(home, 'sound', 'pipe')]);
    expect(await move(home, other)).toMatchObject({ ok: false });
    expect(readdirSync(home).sort()).toEqual(['desktop', 'settings.json', 'sound']);
    expect(readdirSync(other)).toEqual([]);
    expect(readMovedTo(home)).toBeNull();
  });
  it.skipIf(process.getuid?.() === 0)('is as it was when the new place cannot be written', async () => {
    chmodSync(other, 0o500);
    expect(await move(home, other)).toMatchObject({ ok: false, fault: { code: 'store_readonly' } });
    expect(existsSync(join(home, 'settings.json'))).toBe(true);
    chmodSync(other, 0o700);
  });
  it('is copied with its links as links', async () => {
    symlinkSync('settings.json', join(home, 'link.json'));
    expect(await move(home, other)).toEqual({ ok: true, value: other });
    expect(readFileSync(join(other, 'link.json'), 'utf8')).toBe('{}');
  });
});
