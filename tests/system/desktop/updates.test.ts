/** The updater against a local server in the real Electron: what is signed is fetched, everything else is not. */
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startElectronScript } from '../../support/electron-script.ts';
import type { ElectronScript } from '../../support/electron-script.ts';
import { startXvfb } from '../../support/xvfb.ts';
import type { VirtualDisplay } from '../../support/xvfb.ts';

const main = fileURLToPath(new URL('./updates-main.mjs', import.meta.url));
const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const stranger = generateKeyPairSync('ed25519').privateKey;
const NAME = 'Parley-99.0.0.AppImage';
const image = randomBytes(200_000);
const hash = (bytes: Buffer) => createHash('sha512').update(bytes).digest('base64');

describe.runIf(process.platform === 'linux')('an update', () => {
  let screen: VirtualDisplay;
  let server: Server;
  let feed: string;
  let folder: string;
  let updater: ElectronScript;
  let files: Map<string, string | Buffer>;
  let asked: string[];

  beforeAll(async () => {
    screen = await startXvfb();
    folder = mkdtempSync(join(tmpdir(), 'parley-updates-'));
    server = createServer((request, response) => {
      const name = new URL(request.url!, 'http://x').pathname.slice(1);
      asked.push(name);
      const content = files.get(name);
      response.writeHead(content === undefined ? 404 : 200).end(content);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    feed = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const config = join(folder, 'app-update.yml');
    writeFileSync(config, 'updaterCacheDirName: parley-updater-test\n');
    const appImage = join(folder, 'Parley.AppImage');
    writeFileSync(appImage, 'the present one');
    updater = await startElectronScript(main, screen.display, {
      APPIMAGE: appImage,
      XDG_CACHE_HOME: join(folder, 'cache'),
      PARLEY_TEST_KEY: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
      PARLEY_TEST_CONFIG: config,
    });
  });
  afterAll(async () => {
    await updater?.stop();
    server?.close();
    await screen?.stop();
    if (folder) rmSync(folder, { recursive: true, force: true });
  });

  function publish(options: { version?: string; sha512?: string; key?: typeof privateKey } = {}): void {
    const version = options.version ?? '99.0.0';
    const sha512 = options.sha512 ?? hash(image);
    const release = Buffer.from(
      JSON.stringify({ version: '99.0.0', files: [{ name: NAME, sha512: hash(image) }] }),
    );
    files = new Map<string, string | Buffer>([
      [
        'latest-linux.yml',
        `version: ${version}\nfiles:\n  - url: ${NAME}\n    sha512: ${sha512}\n    size: ${image.length}\npath: ${NAME}\nsha512: ${sha512}\n`,
      ],
      ['parley-release.json', release],
      ['parley-release.json.sig', sign(null, release, options.key ?? privateKey).toString('base64')],
      [NAME, image],
    ]);
  }
  beforeEach(() => {
    asked = [];
    publish();
  });
  const check = () => updater.ask('check', { feed });

  // first: a file that was fetched and found good is not fetched again
  it('whose file is not the one that was signed is not kept', async () => {
    files.set(NAME, randomBytes(image.length));
    expect(await check()).toEqual({ value: '99.0.0' });
    expect(await updater.ask('download')).toEqual({ fault: 'update_untrusted' });
  });

  it('that is signed is found and fetched', async () => {
    expect(await check()).toEqual({ value: '99.0.0' });
    expect(asked).not.toContain(NAME);
    expect(await updater.ask('download')).toEqual({ value: null });
    expect(asked).toContain(NAME);
  });

  it.each<[string, () => void]>([
    ['signed by a stranger', () => publish({ key: stranger })],
    ['with another hash than was signed', () => publish({ sha512: hash(Buffer.from('evil')) })],
    ['of another version than was signed', () => publish({ version: '99.0.1' })],
    ['without a signature', () => files.delete('parley-release.json.sig')],
    ['with an endless release', () => files.set('parley-release.json', Buffer.alloc(1_000_000))],
  ])('%s is not trusted, and its file is not fetched', async (_what, spoil) => {
    spoil();
    expect(await check()).toEqual({ fault: 'update_untrusted' });
    expect(await updater.ask('download')).toEqual({ fault: 'update_failed' });
    expect(asked).not.toContain(NAME);
  });

  it.each<[string, () => void, object]>([
    ['that we have', () => publish({ version: '0.0.0' }), { value: null }],
    ['from a feed that is not there', () => files.clear(), { fault: 'update_failed' }],
    [
      'from a feed that is nonsense',
      () => files.set('latest-linux.yml', '<html>'),
      { fault: 'update_failed' },
    ],
  ])('%s is none', async (_what, spoil, answer) => {
    spoil();
    expect(await check()).toEqual(answer);
  });
});
