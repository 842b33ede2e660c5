import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { faultOf } from '../../../electron/contract/errors.ts';
import type { UpdateState } from '../../../electron/contract/desktop.ts';
import {
  isNewer,
  judgeOffer,
  openRelease,
  readReleaseKey,
} from '../../../electron/main/updates/signed-release.ts';
import type { SignedRelease } from '../../../electron/main/updates/signed-release.ts';
import { stepUpdate, updatesOff } from '../../../electron/main/updates/update-machine.ts';
import type { UpdateEvent, UpdateStep } from '../../../electron/main/updates/update-machine.ts';

const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const other = generateKeyPairSync('ed25519');
const hash = (text: string) => createHash('sha512').update(text).digest('base64');
const release: SignedRelease = {
  version: '1.2.0',
  files: [{ name: 'Parley-1.2.0.AppImage', sha512: hash('app') }],
};
const bytes = Buffer.from(JSON.stringify(release));
const signature = sign(null, bytes, privateKey).toString('base64');

describe('a signed release', () => {
  it('is opened with the key of the app', () => {
    expect(openRelease(bytes, `${signature}\n`, publicKey)).toEqual({ ok: true, value: release });
  });

  it.each([
    ['of another key', bytes, sign(null, bytes, other.privateKey).toString('base64')],
    ['with one byte changed', Buffer.from(bytes.toString().replace('1.2.0', '1.2.1')), signature],
    ['without a signature', bytes, ''],
    ['with a cut signature', bytes, signature.slice(0, 40)],
    ['with a page instead of a signature', bytes, '<html>not found</html>'],
  ])('%s is not trusted', (_what, content, signed) => {
    expect(openRelease(content, signed, publicKey)).toMatchObject({ fault: { code: 'update_untrusted' } });
  });

  it.each([
    ['no JSON', 'x'],
    ['another shape', '{"version":"1.2.0"}'],
    ['a path as a name', JSON.stringify({ ...release, files: [{ name: '../a', sha512: hash('app') }] })],
    ['a short hash', JSON.stringify({ ...release, files: [{ name: 'a', sha512: 'abc' }] })],
    ['one field more', JSON.stringify({ ...release, script: 'x' })],
  ])('that is signed but holds %s is not trusted', (_what, text) => {
    const content = Buffer.from(text);
    const signed = sign(null, content, privateKey).toString('base64');
    expect(openRelease(content, signed, publicKey)).toMatchObject({ fault: { code: 'update_untrusted' } });
  });

  it('needs an Ed25519 key', () => {
    const pem = (key: typeof publicKey) => key.export({ type: 'spki', format: 'pem' }).toString();
    expect(readReleaseKey(pem(publicKey))).not.toBeNull();
    expect(readReleaseKey(pem(generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey))).toBeNull();
    expect(readReleaseKey('nonsense')).toBeNull();
  });
});

describe('what the feed offers', () => {
  const offer = { version: '1.2.0', files: [{ url: 'Parley-1.2.0.AppImage', sha512: hash('app') }] };
  it.each([
    ['as signed', offer, '1.1.9'],
    [
      'by a whole address',
      { ...offer, files: [{ ...offer.files[0]!, url: 'https://x/y/Parley-1.2.0.AppImage?z' }] },
      '0.9.0',
    ],
  ])('%s counts', (_what, given, current) => {
    expect(judgeOffer(release, given, current).ok).toBe(true);
  });

  it.each([
    ['of another version', { ...offer, version: '1.3.0' }, '1.1.0'],
    ['that we have already', offer, '1.2.0'],
    ['that is older', offer, '1.3.0'],
    ['with another hash', { ...offer, files: [{ ...offer.files[0]!, sha512: hash('evil') }] }, '1.1.0'],
    [
      'with a file that was not signed',
      { ...offer, files: [...offer.files, { url: 'b', sha512: hash('b') }] },
      '1.1.0',
    ],
    [
      'with an address that cannot be read',
      { ...offer, files: [{ url: '%', sha512: hash('app') }] },
      '1.1.0',
    ],
    ['without a file', { ...offer, files: [] }, '1.1.0'],
  ])('%s does not', (_what, given, current) => {
    expect(judgeOffer(release, given, current)).toMatchObject({ fault: { code: 'update_untrusted' } });
  });

  it.each([
    ['1.2.0', '1.1.9', true],
    ['1.10.0', '1.9.0', true],
    ['2.0.0', '1.99.99', true],
    ['1.2.0', '1.2.0', false],
    ['1.2.0', '1.2.1', false],
    ['latest', '1.0.0', false],
    ['1.0.0', '', false],
  ])('%s is newer than %s: %s', (a, b, newer) => {
    expect(isNewer(a, b)).toBe(newer);
  });
});

describe('the life of an update', () => {
  const on: UpdateEvent = { type: 'configured', feed: 'https://a/', fault: null };
  const off: UpdateEvent = { type: 'configured', feed: null, fault: null };
  const check: UpdateEvent = { type: 'checkAsked' };
  const found: UpdateEvent = { type: 'checked', version: '1.2.0' };
  const fault = faultOf('update_failed');
  const failed: UpdateEvent = { type: 'failed', fault };
  const run = (events: readonly UpdateEvent[]) => {
    const effects: UpdateStep['effect'][] = [];
    let step = updatesOff;
    for (const event of events) {
      step = stepUpdate(step, event);
      if (step.effect) effects.push(step.effect);
    }
    return { state: step.view.state, version: step.view.version, fault: step.view.fault, effects };
  };

  it.each<[string, UpdateEvent[], UpdateState['state'], string[]]>([
    ['off: nothing is asked', [check, { type: 'installAsked' }], 'off', []],
    ['nothing newer', [on, check, { type: 'checked', version: null }], 'idle', ['check']],
    ['found and fetched', [on, check, found, { type: 'downloaded' }], 'ready', ['check', 'download']],
    [
      'installed when asked',
      [on, check, found, { type: 'downloaded' }, { type: 'installAsked' }],
      'ready',
      ['check', 'download', 'install'],
    ],
    [
      'not installed before it is there',
      [on, check, found, { type: 'installAsked' }],
      'downloading',
      ['check', 'download'],
    ],
    ['asked twice', [on, check, check], 'checking', ['check']],
    ['failed and tried again', [on, check, failed, check], 'checking', ['check', 'check']],
    ['switched off in the middle', [on, check, found, off], 'off', ['check', 'download', 'cancel']],
    ['another feed in the middle', [on, check, { ...on, feed: 'https://b/' }], 'idle', ['check', 'cancel']],
    ['other settings in the middle', [on, check, on], 'checking', ['check']],
    ['late answers after off', [on, check, off, found, { type: 'downloaded' }], 'off', ['check', 'cancel']],
    [
      'fetched, then off: still there',
      [on, check, found, { type: 'downloaded' }, off],
      'ready',
      ['check', 'download'],
    ],
  ])('%s', (_what, events, state, effects) => {
    expect(run(events)).toMatchObject({ state, effects });
  });

  it('tells why it failed, and of which version', () => {
    expect(run([on, check, found, failed])).toMatchObject({ state: 'failed', version: '1.2.0', fault });
  });

  it('never installs what was not asked for and never fetches while off', () => {
    const events = fc.array(
      fc.constantFrom<UpdateEvent>(
        on,
        off,
        check,
        found,
        failed,
        { type: 'downloaded' },
        { type: 'checked', version: null },
      ),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(events, (list) => {
        let step = updatesOff;
        for (const event of list) {
          step = stepUpdate(step, event);
          expect(step.effect).not.toBe('install');
          if (step.feed === null) expect(['off', 'ready']).toContain(step.view.state);
        }
      }),
    );
  });
});
