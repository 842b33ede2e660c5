import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  installPackages,
  isNetworkFailure,
  packagesFor,
  packagesNeeded,
} from '../../../build/setup/packages.mjs';

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

describe('installPackages', () => {
  /** A program in npm's place: fails with each of these words in turn, then installs nothing and ends well. */
  function standInForNpm(failures: readonly string[]): () => string[] {
    const log = join(folder, 'calls');
    const script = `
      const { appendFileSync, readFileSync } = require('node:fs');
      appendFileSync(${JSON.stringify(log)}, process.argv.slice(2).join(' ') + ' ' + process.env.ONNXRUNTIME_NODE_INSTALL + '\\n');
      const call = readFileSync(${JSON.stringify(log)}, 'utf8').trim().split('\\n').length;
      const failure = ${JSON.stringify(failures)}[call - 1];
      if (failure) { console.error('npm error code ' + failure); process.exit(1); }
      require('node:fs').mkdirSync('node_modules', { recursive: true });
      console.error('npm http fetch GET 200 somewhere/one.tgz');`;
    writeFileSync(join(folder, 'npm-cli.cjs'), script);
    vi.stubEnv('npm_execpath', join(folder, 'npm-cli.cjs'));
    return () => (existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : []);
  }
  afterEach(() => vi.unstubAllEnvs());

  it('runs no install script and fetches nothing by one', async () => {
    writeProject(one);
    const calls = standInForNpm([]);
    const said: string[] = [];
    await installPackages((text) => said.push(text), folder);
    expect(calls()).toEqual([expect.stringMatching(/^ci --ignore-scripts .* skip$/)]);
    expect(said.at(-1)).toBe('1 of about 1 fetched');
  });

  it('tries three times when the network fails', async () => {
    writeProject(one);
    const lucky = standInForNpm(['ETIMEDOUT', 'ECONNRESET']);
    await installPackages(() => {}, folder, 1);
    expect(lucky()).toHaveLength(3);
    rmSync(join(folder, 'calls'));
    const unlucky = standInForNpm(['ETIMEDOUT', 'ETIMEDOUT', 'E503', 'E503']);
    await expect(installPackages(() => {}, folder, 1)).rejects.toThrow(
      'could not be downloaded after 3 tries',
    );
    expect(unlucky()).toHaveLength(3);
  });

  it('does not try again when it would not help', async () => {
    writeProject(one);
    const calls = standInForNpm(['EUSAGE']);
    const failure = { name: 'SetupError', detail: 'npm error code EUSAGE' };
    await expect(installPackages(() => {}, folder, 1)).rejects.toMatchObject(failure);
    expect(calls()).toHaveLength(1);
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
