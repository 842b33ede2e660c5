/** What must hold for the repository as a whole. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { registryHostComplaints, versionComplaints } from '../support/arch-rules.ts';
import { readRepositoryFile, repositoryFiles, repositoryRoot } from '../support/source-files.ts';

const MAXIMUM_BYTES = 2 * 1024 * 1024;
const files = repositoryFiles();
const sizeOf = (path: string) => statSync(join(repositoryRoot, path)).size;

/** A file without a zero byte near its start is text. */
function isText(path: string): boolean {
  return sizeOf(path) <= MAXIMUM_BYTES && !readRepositoryFile(path).slice(0, 8192).includes('\0');
}

interface Manifest {
  readonly license: string;
  readonly dependencies: Record<string, string>;
  readonly devDependencies: Record<string, string>;
  readonly overrides: Record<string, unknown>;
}
const manifest = JSON.parse(readRepositoryFile('package.json')) as Manifest;

describe('the rules see what they forbid', () => {
  it.each([
    `"resolved": "https://${['registry', 'npmjs', 'org'].join('.')}/x.tgz"`,
    `pip from ${['pypi', 'org'].join('.')}`,
    `deb http://${['deb', 'debian', 'org'].join('.')}/debian`,
  ])('a registry host: %s', (text) => {
    expect(registryHostComplaints('a', `line\n${text}`)).toEqual([`a:2: names a package registry's host`]);
  });

  it.each([
    '^1.2.3',
    '~1.2.3',
    '1.2',
    '*',
    'latest',
    '1.x',
    'file:../x',
    'npm:other@^1.0.0',
    'git+https://x/y',
  ])('a loose version: %s', (version) => {
    expect(versionComplaints({ name: version })).toHaveLength(1);
    expect(versionComplaints({ outer: { name: version } })).toHaveLength(1);
  });

  it.each(['1.2.3', '1.2.3-rc.1', 'npm:other@1.0.0', 'npm:@scope/other@1.0.0'])('and not %s', (version) => {
    expect(versionComplaints({ name: version })).toEqual([]);
  });
});

describe('the repository', () => {
  it('holds nothing large outside native-models', () => {
    expect(files.length).toBeGreaterThan(100);
    const large = files.filter((path) => !path.startsWith('native-models/') && sizeOf(path) > MAXIMUM_BYTES);
    expect(large).toEqual([]);
  });

  it('names no package registry host', () => {
    const texts = files.filter(isText);
    expect(texts.length).toBeGreaterThan(80);
    expect(texts.flatMap((path) => registryHostComplaints(path, readRepositoryFile(path)))).toEqual([]);
  });

  it('is under the MIT licence', () => {
    expect(manifest.license).toBe('MIT');
    expect(readRepositoryFile('LICENSE')).toMatch(/^MIT License\n[^]*WITHOUT WARRANTY OF ANY KIND/);
  });

  it('pins every package to one version', () => {
    expect(Object.keys(manifest.dependencies).length).toBeGreaterThan(5);
    expect(versionComplaints(manifest.dependencies)).toEqual([]);
    expect(versionComplaints(manifest.devDependencies)).toEqual([]);
    expect(versionComplaints(manifest.overrides)).toEqual([]);
  });

  it('lets no package run an install script', () => {
    expect(readRepositoryFile('.npmrc').split('\n')).toContain('ignore-scripts=true');
  });

  it('keeps addresses out of the lock, so that any mirror serves', () => {
    const { packages } = JSON.parse(readRepositoryFile('package-lock.json')) as {
      packages: Record<string, { resolved?: string; integrity?: string; link?: boolean }>;
    };
    const entries = Object.entries(packages).filter(([path]) => path !== '');
    expect(entries.filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
    expect(entries.filter(([, { integrity }]) => !integrity?.startsWith('sha512-'))).toEqual([]);
  });

  it('is checked by one command, here and in CI', () => {
    expect(readRepositoryFile('.ci/run')).toMatch(/^npm test$/m);
    expect(statSync(join(repositoryRoot, '.ci/run')).mode & 0o111).not.toBe(0);
  });
});
