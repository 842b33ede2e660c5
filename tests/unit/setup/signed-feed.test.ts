/** What the release script signs is what the app's updater trusts, and nothing that disagrees with itself is signed. */
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  RELEASE_FILE,
  SIGNATURE_FILE,
  makeReleaseKey,
  readUpdateList,
  signFeed,
} from '../../../build/release/signed-feed.mjs';
import { judgeOffer, openRelease, readReleaseKey } from '../../../electron/main/updates/signed-release.ts';

const sha512 = (text: string) => createHash('sha512').update(text).digest('base64');
const list = (version: string, files: Readonly<Record<string, string>>) =>
  `version: ${version}\nfiles:\n${Object.entries(files)
    .map(
      ([name, content]) => `  - url: ${name}\n    sha512: ${sha512(content)}\n    size: ${content.length}\n`,
    )
    .join('')}path: x\nsha512: ${sha512('x')}\nreleaseDate: '2026-11-21T00:00:00.000Z'\n`;

describe('a release', () => {
  const key = makeReleaseKey();
  let folder: string;
  const put = (name: string, content: string) => writeFileSync(join(folder, name), content);
  const signWith = (pair: { privatePem: string; publicPem: string }) => signFeed({ folder, ...pair });

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'parley-release-'));
    put('Parley-1.2.0.AppImage', 'linux');
    put('Parley-Setup-1.2.0.exe', 'windows');
    put('latest-linux.yml', list('1.2.0', { 'Parley-1.2.0.AppImage': 'linux' }));
    put('latest.yml', list('1.2.0', { 'Parley-Setup-1.2.0.exe': 'windows' }));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('that was signed is trusted by the app, for every system', async () => {
    expect(await signWith(key)).toEqual({
      version: '1.2.0',
      files: ['Parley-1.2.0.AppImage', 'Parley-Setup-1.2.0.exe'],
    });
    const opened = openRelease(
      readFileSync(join(folder, RELEASE_FILE)),
      readFileSync(join(folder, SIGNATURE_FILE), 'latin1'),
      readReleaseKey(key.publicPem)!,
    );
    expect(opened.ok).toBe(true);
    for (const name of ['latest.yml', 'latest-linux.yml']) {
      const { version, files } = readUpdateList(readFileSync(join(folder, name), 'utf8'));
      const offer = { version, files: files.map((file) => ({ url: file.name, sha512: file.sha512 })) };
      expect(opened.ok && judgeOffer(opened.value, offer, '1.1.9')).toEqual({ ok: true, value: null });
      expect(opened.ok && judgeOffer(opened.value, offer, '1.2.0')).toMatchObject({ ok: false });
    }
  });

  it.each<[string, () => void, RegExp]>([
    [
      'without a list',
      () => ['latest.yml', 'latest-linux.yml'].forEach((n) => rmSync(join(folder, n))),
      /no latest/,
    ],
    ['whose file was changed', () => put('Parley-1.2.0.AppImage', 'other'), /is not what/],
    ['whose file is missing', () => rmSync(join(folder, 'Parley-1.2.0.AppImage')), /is not there/],
    [
      'of two versions',
      () => put('latest.yml', list('1.1.0', { 'Parley-Setup-1.2.0.exe': 'windows' })),
      /different versions/,
    ],
    [
      'of no version',
      () => put('latest.yml', list('beta', { 'Parley-Setup-1.2.0.exe': 'windows' })),
      /no file/,
    ],
    ['with a path as a name', () => put('latest.yml', list('1.2.0', { '../x': 'windows' })), /is not there/],
  ])('%s is not signed', async (_what, spoil, why) => {
    spoil();
    await expect(signWith(key)).rejects.toThrow(why);
    expect(() => readFileSync(join(folder, SIGNATURE_FILE))).toThrow();
  });

  it('is not signed with a key that the app does not know, nor with what is no key', async () => {
    await expect(signWith({ ...key, privatePem: makeReleaseKey().privatePem })).rejects.toThrow(
      /public half/,
    );
    await expect(signWith({ ...key, privatePem: 'x' })).rejects.toThrow(/no Ed25519/);
    await expect(signWith({ ...key, privatePem: key.publicPem })).rejects.toThrow(/no Ed25519/);
  });
});
