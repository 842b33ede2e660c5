/** Downloads onto a disk that fills up. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { fetchFile } from '../../../electron/engine/models/fetch-file.ts';
import { createModelLibrary } from '../../../electron/engine/models/model-library.ts';
import { createModelShelf } from '../../../electron/engine/models/model-shelf.ts';
import { createNetwork } from '../../../electron/engine/network/network.ts';
import { createRealClock } from '../../../electron/engine/runtime/clock.ts';
import { withFileLock } from '../../../electron/engine/store/file-lock.ts';
import { offerModel, startModelServer, writeCatalog } from '../../support/model-server.ts';
import { canMountDisks, mountSmallDisk } from '../../support/small-disk.ts';
import type { SmallDisk } from '../../support/small-disk.ts';

let disk: SmallDisk | null = null;
afterEach(() => disk?.unmount());

describe.skipIf(!canMountDisks())('a disk that is too small', () => {
  it('is told in the middle of a file, and what arrived stays', async () => {
    disk = mountSmallDisk(64)!;
    const server = await startModelServer();
    const body = Buffer.alloc(300_000, 7);
    server.files.set('/f', body);
    let received = 0;
    const fetched = await fetchFile({
      url: new URL(`${server.origin}/f`),
      path: join(disk.folder, 'f'),
      size: body.length,
      etag: null,
      network: createNetwork('off'),
      clock: createRealClock(),
      signal: new AbortController().signal,
      onBytes: (bytes) => (received = bytes),
      onEtag: () => {},
    });
    expect(fetched).toMatchObject({ kind: 'failed', passing: false, fault: { code: 'store_full' } });
    expect(received).toBeLessThan(body.length);
    await server.close();
  });

  it('is told before anything is asked for, and a read-only one as well', async () => {
    disk = mountSmallDisk(1_024)!;
    const server = await startModelServer();
    const userRoot = join(disk.folder, 'models');
    writeCatalog(userRoot, [offerModel(server, 'new', { 'm.onnx': Buffer.alloc(1_000) })]);
    const shelf = createModelShelf({
      library: createModelLibrary({ roots: [], userRoot }),
      userRoot,
      catalogPaths: [join(userRoot, 'catalog.json')],
      network: createNetwork('off'),
      clock: createRealClock(),
      exclusively: (work) => withFileLock(join(userRoot, 'manifest.lock'), work),
      neededBySettings: () => false,
    });
    expect(await shelf.downloads.start('new')).toMatchObject({ ok: false, fault: { code: 'store_full' } });
    expect(await shelf.downloads.cancel('new')).toMatchObject({ ok: true });
    disk.setWritable(false);
    expect(await shelf.downloads.start('new')).toMatchObject({
      ok: false,
      fault: { code: 'store_readonly' },
    });
    expect(server.asked).toEqual([]);
    expect(existsSync(join(userRoot, 'new'))).toBe(false);
    expect(readdirSync(userRoot)).not.toContain('new');
    await shelf.close();
    await server.close();
  });
});
