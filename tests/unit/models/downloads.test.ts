/** Downloads from a real server on this machine, well-behaved and not. */
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { createModelLibrary } from '../../../electron/engine/models/model-library.ts';
import {
  cutsAfter,
  offerModel,
  stopsAfter,
  tagOf,
  wellBehaved,
  writeCatalog,
} from '../../support/model-server.ts';
import type { ServeFile } from '../../support/model-server.ts';
import { bytes, setUpShelfRig, weights } from '../../support/shelf-rig.ts';

const vocabulary = bytes(5_000, 7);
const rig = setUpShelfRig();
const cuts = (count: number) => cutsAfter(count, rig.arrived);

describe('a download', () => {
  it('puts a whole model into place, and only then', async () => {
    rig.offer({ 'model.onnx': weights, 'text/vocab.txt': vocabulary, empty: Buffer.alloc(0) });
    let changes = 0;
    rig.shelf.onChanged(() => changes++);
    const library = createModelLibrary({ roots: [rig.bundledRoot], userRoot: rig.userRoot });
    expect(await library.open('new')).toMatchObject({ ok: false, fault: { code: 'model_unknown' } });
    expect(await rig.shelf.listViews([])).toMatchObject([
      { name: 'came', state: 'installed', bundled: true, download: null },
      { name: 'new', state: 'absent', bundled: false, sizeBytes: 305_000, download: null },
    ]);

    expect(await rig.shelf.downloads.start('new')).toEqual({ ok: true, value: undefined });
    expect(await rig.end('new')).toEqual({
      state: 'done',
      receivedBytes: 305_000,
      totalBytes: 305_000,
      fault: null,
    });

    const opened = await library.open('new');
    expect(opened.ok && readFileSync(opened.value.path('text/vocab.txt'))).toEqual(vocabulary);
    expect(readdirSync(join(rig.userRoot, '.partial'))).toEqual([]);
    expect(changes).toBe(1);
    expect(rig.told.map(({ view }) => view?.state)).toContain('checking');
    expect([...(await rig.shelf.downloads.list()).keys()]).toEqual([]);
    expect((await rig.shelf.listViews([]))[1]).toMatchObject({
      name: 'new',
      state: 'installed',
      bundled: false,
    });
    expect(await rig.shelf.downloads.start('new')).toMatchObject({
      ok: false,
      fault: { code: 'bad_argument' },
    });
    if (process.platform !== 'win32')
      expect(statSync(join(rig.userRoot, 'manifest.json')).mode & 0o777).toBe(0o600);
  });

  it('goes on where the connection broke, by itself', async () => {
    rig.offer();
    await rig.reopen([1, 1]);
    rig.server.serveWith(cuts(100_000), cuts(50_000), wellBehaved);
    await rig.shelf.downloads.start('new');
    expect((await rig.end('new')).state).toBe('done');
    expect(rig.server.asked[0]).toMatchObject({ range: null });
    expect(rig.server.asked.slice(1).map(({ ifRange }) => ifRange)).toEqual([tagOf(weights), tagOf(weights)]);
    for (const { range } of rig.server.asked.slice(1)) expect(range).toMatch(/^bytes=[1-9]\d*-$/);
    expect(readFileSync(join(rig.userRoot, 'new', 'model.onnx')).equals(weights)).toBe(true);
  });

  it('tells how far it is also when nothing more comes', async () => {
    rig.offer();
    rig.server.serveWith(stopsAfter(100_000));
    await rig.shelf.downloads.start('new');
    await vi.waitFor(() => expect(rig.told.at(-1)?.view).toMatchObject({ receivedBytes: 100_000 }), 5_000);
    await rig.shelf.downloads.pause('new');
  });

  it('fails when it breaks again and again, and keeps what has arrived', async () => {
    rig.offer();
    rig.server.serveWith(cuts(100_000));
    await rig.shelf.downloads.start('new');
    const failed = await rig.end('new');
    expect(failed).toMatchObject({ state: 'failed', fault: { code: 'download_failed' } });
    expect(failed.receivedBytes).toBe(100_000);
    expect((await rig.shelf.listViews([]))[1]?.download).toEqual(failed);
    expect(existsSync(join(rig.userRoot, 'new'))).toBe(false);
    rig.server.serveWith(wellBehaved);
    await rig.shelf.downloads.start('new');
    expect((await rig.end('new')).state).toBe('done');
    expect(rig.server.asked.at(-1)?.range).toBe('bytes=100000-');
  });

  it('is found again after a restart', async () => {
    rig.offer();
    rig.server.serveWith(cuts(120_000));
    await rig.shelf.downloads.start('new');
    await rig.end('new');
    rig.server.serveWith(wellBehaved);
    await rig.reopen();
    expect((await rig.shelf.downloads.list()).get('new')).toEqual({
      state: 'paused',
      receivedBytes: 120_000,
      totalBytes: 300_000,
      fault: null,
    });
    await rig.shelf.downloads.start('new');
    expect((await rig.end('new')).state).toBe('done');
    expect(rig.server.asked.at(-1)).toMatchObject({ range: 'bytes=120000-', ifRange: tagOf(weights) });
  });

  it('pauses, goes on, and is cancelled without a trace', async () => {
    rig.offer();
    rig.server.serveWith(stopsAfter(80_000));
    await rig.shelf.downloads.start('new');
    expect(await rig.shelf.downloads.start('new')).toEqual({ ok: true, value: undefined });
    expect(rig.server.asked.length).toBeLessThanOrEqual(1);
    while (!existsSync(rig.partOf('model.onnx')) || statSync(rig.partOf('model.onnx')).size < 80_000)
      await new Promise((resolve) => setImmediate(resolve));
    expect(await rig.shelf.downloads.pause('new')).toEqual({ ok: true, value: undefined });
    expect(rig.told.at(-1)?.view).toMatchObject({ state: 'paused', receivedBytes: 80_000 });
    expect(await rig.shelf.downloads.pause('new')).toMatchObject({
      ok: false,
      fault: { code: 'model_unknown' },
    });

    await rig.shelf.downloads.start('new');
    expect(await rig.shelf.downloads.cancel('new')).toEqual({ ok: true, value: undefined });
    expect(rig.told.at(-1)).toEqual({ name: 'new', view: null });
    expect(readdirSync(join(rig.userRoot, '.partial'))).toEqual([]);
    expect((await rig.shelf.downloads.list()).size).toBe(0);
    expect(await rig.shelf.downloads.cancel('new')).toMatchObject({
      ok: false,
      fault: { code: 'model_unknown' },
    });
    expect(await rig.shelf.downloads.cancel('../..')).toMatchObject({
      ok: false,
      fault: { code: 'model_unknown' },
    });
    expect(existsSync(rig.bundledRoot)).toBe(true);
  });

  it('begins anew when the server ignores the range, or has another file now', async () => {
    rig.offer();
    rig.server.serveWith(cuts(100_000), (_, response, body) => response.end(body));
    await rig.shelf.downloads.start('new');
    await rig.end('new');
    await rig.shelf.downloads.start('new');
    expect((await rig.end('new')).state).toBe('done');
    expect(readFileSync(join(rig.userRoot, 'new', 'model.onnx')).equals(weights)).toBe(true);
  });

  it('begins anew when the part that is there fits to nothing', async () => {
    rig.offer();
    rig.server.serveWith(cuts(100_000), (_, response) => response.writeHead(416).end(), wellBehaved);
    await rig.shelf.downloads.start('new');
    await rig.end('new');
    await rig.shelf.downloads.start('new');
    expect((await rig.end('new')).state).toBe('done');
    expect(rig.server.asked.map(({ range }) => range)).toEqual([null, 'bytes=100000-', null]);
  });

  it('throws away the part of another version of the model', async () => {
    rig.offer();
    rig.server.serveWith(cuts(100_000));
    await rig.shelf.downloads.start('new');
    await rig.end('new');
    rig.server.serveWith(wellBehaved);
    rig.offer({ 'model.onnx': bytes(300_000, 9) });
    await rig.reopen();
    expect((await rig.shelf.downloads.list()).has('new')).toBe(false);
    await rig.shelf.downloads.start('new');
    expect((await rig.end('new')).state).toBe('done');
    expect(rig.server.asked.at(-1)?.range).toBeNull();
  });

  it('repairs a model that came with Parley, beside it', async () => {
    writeFileSync(join(rig.bundledRoot, 'came', 'm.onnx'), 'abX');
    writeCatalog(rig.userRoot, [
      offerModel(rig.server, 'came', { 'm.onnx': Buffer.from('abc') }, { kind: 'vad' }),
    ]);
    expect((await rig.shelf.listViews([]))[0]).toMatchObject({ state: 'damaged', bundled: true });
    await rig.shelf.downloads.start('came');
    expect((await rig.end('came')).state).toBe('done');
    const opened = await createModelLibrary({ roots: [rig.bundledRoot], userRoot: rig.userRoot }).open(
      'came',
    );
    expect(opened.ok && opened.value.folder).toBe(join(rig.userRoot, 'came'));
    expect(await rig.shelf.listViews([])).toMatchObject([
      { name: 'came', state: 'installed', bundled: true },
    ]);
    expect(readFileSync(join(rig.bundledRoot, 'came', 'm.onnx'), 'utf8')).toBe('abX');
  });
});

describe('a server that misbehaves', () => {
  const body = weights;
  const ways: readonly (readonly [string, ServeFile, string])[] = [
    ['sends other bytes', (_, response) => response.end(bytes(300_000, 5)), 'download_corrupt'],
    [
      'promises more',
      (_, response) => response.writeHead(200, { 'content-length': 400_000 }).end(bytes(400_000)),
      'download_corrupt',
    ],
    ['promises less', (_, response) => response.end(bytes(10)), 'download_corrupt'],
    [
      'sends without end',
      (_, response) => {
        response.writeHead(200);
        const block = bytes(65_536);
        const more = () => {
          while (!response.destroyed && response.write(block));
          if (!response.destroyed) response.once('drain', more);
        };
        more();
      },
      'download_corrupt',
    ],
    [
      'ends too early without saying how much it sends',
      (_, response) => {
        response.writeHead(200);
        response.write(body.subarray(0, 1_000));
        response.end();
      },
      'download_failed',
    ],
    [
      'sends a part nobody asked for',
      (_, response) => response.writeHead(206, { 'content-range': 'bytes 5-9/300000' }).end('abcde'),
      'download_failed',
    ],
    [
      'sends a part without saying which',
      (_, response) => response.writeHead(206).end(body),
      'download_failed',
    ],
    [
      'sends it packed',
      (_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(body),
      'download_failed',
    ],
    ['does not know it', (_, response) => response.writeHead(404).end('no'), 'download_failed'],
    ['refuses', (_, response) => response.writeHead(403).end('no'), 'download_failed'],
    ['fails', (_, response) => response.writeHead(500).end('no'), 'download_failed'],
    ['says nothing', (_, response) => response.destroy(), 'download_failed'],
    [
      'redirects in a circle',
      (request, response) => response.writeHead(302, { location: request.url ?? '' }).end(),
      'download_failed',
    ],
    [
      'redirects to a file',
      (_, response) => response.writeHead(302, { location: 'file:///etc/passwd' }).end(),
      'download_failed',
    ],
    [
      'redirects without encryption',
      (_, response) => response.writeHead(302, { location: 'http://192.0.2.1/x' }).end(),
      'download_failed',
    ],
    ['redirects to nowhere', (_, response) => response.writeHead(302).end(), 'download_failed'],
    [
      'redirects away while the network is off',
      (_, response) => response.writeHead(307, { location: 'https://away.example/x' }).end(),
      'network_off',
    ],
  ];
  it.each(ways)('%s', async (_, way, code) => {
    rig.offer();
    rig.server.serveWith(way);
    await rig.shelf.downloads.start('new');
    const ended = await rig.end('new');
    expect([ended.state, ended.fault?.code]).toEqual(['failed', code]);
    expect(existsSync(join(rig.userRoot, 'new'))).toBe(false);
    if (code === 'download_corrupt') expect(ended.receivedBytes).toBe(0);
    const left = existsSync(rig.partOf('model.onnx')) ? statSync(rig.partOf('model.onnx')).size : 0;
    expect(left).toBeLessThanOrEqual(weights.length);
  });

  it('may redirect within this machine', async () => {
    rig.offer();
    rig.server.files.set('/elsewhere', weights);
    rig.server.serveWith(
      (_, response) => response.writeHead(302, { location: '/elsewhere' }).end(),
      wellBehaved,
    );
    await rig.shelf.downloads.start('new');
    expect((await rig.end('new')).state).toBe('done');
  });
});
