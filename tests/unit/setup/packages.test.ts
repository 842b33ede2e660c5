import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isNetworkFailure, packagesFor, packagesNeeded } from '../../../build/setup/packages.mjs';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-packages-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

type Lock = Record<string, { version: string; optional?: boolean; os?: string[] }>;
const json = (file: string, value: unknown) => writeFileSync(join(folder, file), JSON.stringify(value));

function writeProject(wanted: Lock): void {
  json('package.json', {});
  json('package-lock.json', { packages: { '': {}, ...wanted } });
  writeFileSync(join(folder, '.npmrc'), '');
}

/** What npm leaves behind: the packages and its own list of them. */
function writeInstalled(installed: Lock): void {
  for (const path of Object.keys(installed)) {
    mkdirSync(join(folder, path), { recursive: true });
    json(`${path}/package.json`, {});
  }
  mkdirSync(join(folder, 'node_modules'), { recursive: true });
  json('node_modules/.package-lock.json', { packages: installed });
}

const one: Lock = { 'node_modules/one': { version: '1.0.0' } };

describe('packagesNeeded', () => {
  it('is needed in a fresh clone', () => {
    writeProject(one);
    expect(packagesNeeded(folder)).toBe('not installed yet');
  });

  it('is needed after an install that was cut off', () => {
    writeProject(one);
    mkdirSync(join(folder, 'node_modules/one'), { recursive: true });
    expect(packagesNeeded(folder)).toBe('an install was not finished');
  });

  it('accepts what npm itself installed, and stays content', () => {
    writeProject(one);
    writeInstalled(one);
    expect([packagesNeeded(folder), packagesNeeded(folder)]).toEqual([null, null]);
  });

  it('is needed when the lock has changed', () => {
    writeProject(one);
    writeInstalled(one);
    expect(packagesNeeded(folder)).toBeNull();
    writeProject({ 'node_modules/one': { version: '2.0.0' } });
    expect(packagesNeeded(folder)).toBe('package-lock.json has changed');
  });

  it('is not needed when only another part of package.json has changed', () => {
    writeProject(one);
    writeInstalled(one);
    expect(packagesNeeded(folder)).toBeNull();
    json('package.json', { scripts: { x: 'y' } });
    expect(packagesNeeded(folder)).toBeNull();
  });

  it('is needed when a package was removed by hand', () => {
    writeProject(one);
    writeInstalled(one);
    expect(packagesNeeded(folder)).toBeNull();
    rmSync(join(folder, 'node_modules/one'), { recursive: true });
    expect(packagesNeeded(folder)).toBe('some are missing');
  });

  it('does not miss what belongs on another system', () => {
    writeProject({
      ...one,
      'node_modules/other': { version: '1.0.0', optional: true, os: ['no-such-system'] },
    });
    writeInstalled(one);
    expect([packagesNeeded(folder), packagesNeeded(folder)]).toEqual([null, null]);
  });

  it('says what to do about a lock that is no JSON', () => {
    writeProject(one);
    writeInstalled(one);
    writeFileSync(join(folder, 'package-lock.json'), '<<<<<<< ours');
    expect(() => packagesNeeded(folder)).toThrow('package-lock.json cannot be read.');
  });
});

describe('packagesFor', () => {
  const linux = { platform: 'linux', arch: 'x64', libc: 'glibc' };
  it.each([
    [{}, true],
    [{ os: ['linux'] }, true],
    [{ os: ['darwin'] }, false],
    [{ os: ['!linux'] }, false],
    [{ os: ['!win32'] }, true],
    [{ cpu: ['arm64'] }, false],
    [{ os: ['linux'], cpu: ['x64'], libc: ['musl'] }, false],
    [{ os: ['linux'], cpu: ['x64'], libc: ['glibc'] }, true],
  ])('%j on this machine: %s', (limits, belongs) => {
    expect(packagesFor({ 'node_modules/x': limits }, linux).length === 1).toBe(belongs);
  });
});

describe('isNetworkFailure', () => {
  it.each([
    'npm error code ETIMEDOUT',
    'npm error code E503',
    'npm error network request failed',
    'EAI_AGAIN',
  ])('tries again after: %s', (output) => expect(isNetworkFailure(output)).toBe(true));
  it.each(['npm error code EUSAGE', 'npm error code E404', 'npm error code ENOSPC'])(
    'gives up after: %s',
    (output) => expect(isNetworkFailure(output)).toBe(false),
  );
});
