import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { downloadElectron } from '../../../build/setup/electron-download.mjs';
import { findElectronRuntime } from '../../../build/setup/electron-runtime.mjs';

/** A zip with one empty file named `electron`: local header, directory entry, end record. */
const archive = Buffer.from(
  [
    '504b03040a00000000000000210000000000000000000000000008000000656c656374726f6e',
    '504b01021e030a000000000000002100000000000000000000000000080000000000000000000000a48100000000656c656374726f6e',
    '504b0506000000000100010036000000260000000000',
  ].join(''),
  'hex',
);
const name = `electron-v1.2.3-${process.platform}-${process.arch}.zip`;
const genuine = { [name]: createHash('sha256').update(archive).digest('hex') };

let folder: string;
let server: Server;
let status = 200;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'parley-electron-'));
  mkdirSync(join(folder, 'runtime'));
  status = 200;
  server = createServer((request, response) => {
    response.statusCode = request.url === `/v1.2.3/${name}` ? status : 404;
    response.end(archive);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  vi.stubEnv('ELECTRON_MIRROR', `http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true, force: true });
});

const download = (checksums: Record<string, string>, version = '1.2.3') =>
  downloadElectron({
    version,
    folder: join(folder, 'runtime'),
    scratch: folder,
    update: () => {},
    checksums,
  });

describe('the download of Electron', () => {
  it('unpacks an archive with the right checksum', async () => {
    await expect(download(genuine)).resolves.toBe('release');
    expect(existsSync(join(folder, 'runtime/electron'))).toBe(true);
  });

  it('refuses one with another checksum and unpacks nothing', async () => {
    await expect(download({ [name]: '0'.repeat(64) })).rejects.toThrow('is not the genuine one');
    expect(existsSync(join(folder, 'runtime/electron'))).toBe(false);
  });

  it('fails with a sentence when the server refuses, is gone, or has no such version', async () => {
    status = 403;
    await expect(download(genuine)).rejects.toMatchObject({ name: 'SetupError', detail: 'answer 403' });
    vi.stubEnv('ELECTRON_MIRROR', 'http://127.0.0.1:1/');
    await expect(download(genuine)).rejects.toThrow('Electron 1.2.3 could not be downloaded.');
    await expect(download({}, '9.9.9')).rejects.toThrow('There is no Electron 9.9.9 for');
  });
});

describe('findElectronRuntime', () => {
  it('takes only a finished one whose executable is whole', () => {
    vi.stubEnv('ELECTRON_OVERRIDE_DIST_PATH', '');
    const runtime = join(folder, 'electron-runtime/33.2.1');
    mkdirSync(runtime, { recursive: true });
    const executable = join(runtime, 'electron');
    writeFileSync(executable, 'program');
    const stamp = (bytes: number) =>
      writeFileSync(join(runtime, 'parley-runtime.json'), JSON.stringify({ bytes }));
    const found = () => findElectronRuntime(folder);
    if (process.platform !== 'linux') return;
    expect(found()).toBeNull();
    stamp(7);
    expect(found()).toBe(executable);
    stamp(8);
    expect(found()).toBeNull();
    writeFileSync(join(runtime, 'parley-runtime.json'), 'torn');
    expect(found()).toBeNull();
    expect(readFileSync(executable, 'utf8')).toBe('program');
  });
});
