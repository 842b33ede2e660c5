/** A models folder, a catalogue and a server to download from, anew for each test. */
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import type { DownloadView } from '../../electron/contract/desk-views.ts';
import { createModelLibrary } from '../../electron/engine/models/model-library.ts';
import { createModelShelf } from '../../electron/engine/models/model-shelf.ts';
import type { ModelShelf } from '../../electron/engine/models/model-shelf.ts';
import { createNetwork } from '../../electron/engine/network/network.ts';
import type { Network } from '../../electron/engine/network/network-port.ts';
import { createRealClock } from '../../electron/engine/runtime/clock.ts';
import { withFileLock } from '../../electron/engine/store/file-lock.ts';
import { hashOf, offerModel, startModelServer, wellBehaved, writeCatalog } from './model-server.ts';
import type { ModelServer } from './model-server.ts';

export const bytes = (length: number, seed = 1): Buffer =>
  Buffer.from(Array.from({ length }, (_, i) => (i * 31 + seed) % 251));
export const weights = bytes(300_000);

export interface ShelfRig {
  readonly server: ModelServer;
  readonly shelf: ModelShelf;
  readonly bundledRoot: string;
  readonly userRoot: string;
  /** Everything `onChange` told. */
  readonly told: { name: string; view: DownloadView | null }[];
  /** Closes the shelf and opens another on the same folders. */
  reopen(retryDelaysMs?: readonly number[]): Promise<void>;
  /** Puts the model `new` into the user's catalogue and its files on the server. */
  offer(files?: Readonly<Record<string, Buffer>>, changes?: Readonly<Record<string, unknown>>): void;
  /** Place of a file of `new` that is on its way. */
  partOf(path: string): string;
  /** Bytes of it that are there. */
  arrived(): number;
  /** The view that a download ends in; each end is given once. */
  end(name: string): Promise<DownloadView>;
}

/** Call it once at the top of a test file. The network is off: the server is on this machine. */
export function setUpShelfRig(): ShelfRig {
  let server: ModelServer;
  let folder: string;
  let network: Network;
  let shelf: ModelShelf;
  const told: ShelfRig['told'] = [];
  /** How many of them `end` has looked past. */
  let seen = 0;
  const bundledRoot = () => join(folder, 'bundled');
  const userRoot = () => join(folder, 'data', 'models');

  function open(retryDelaysMs: readonly number[]): void {
    const quarantineFolder = join(folder, 'quarantine');
    shelf = createModelShelf({
      library: createModelLibrary({ roots: [bundledRoot()], userRoot: userRoot(), quarantineFolder }),
      userRoot: userRoot(),
      catalogPaths: [join(bundledRoot(), 'catalog.json'), join(userRoot(), 'catalog.json')],
      network,
      clock: createRealClock(),
      exclusively: (work) => withFileLock(join(userRoot(), 'manifest.lock'), work),
      neededBySettings: (name) => name === 'needed',
      retryDelaysMs,
    });
    shelf.downloads.onChange((name, view) => told.push({ name, view }));
  }

  beforeAll(async () => {
    server = await startModelServer();
  });
  afterAll(() => server.close());
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'parley-downloads-'));
    mkdirSync(join(bundledRoot(), 'came'), { recursive: true });
    writeFileSync(join(bundledRoot(), 'came', 'm.onnx'), 'abc');
    const files = [{ path: 'm.onnx', size: 3, sha256: hashOf(Buffer.from('abc')) }];
    const came = { name: 'came', kind: 'vad', version: '1', languages: [], licence: 'MIT', source: 's' };
    const manifest = { format: 1, models: [{ ...came, notes: '', files }] };
    writeFileSync(join(bundledRoot(), 'manifest.json'), JSON.stringify(manifest));
    server.files.clear();
    server.asked.length = 0;
    server.serveWith(wellBehaved);
    network = createNetwork('off');
    told.length = seen = 0;
    open([]);
  });
  afterEach(async () => {
    await shelf.close();
    network.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const partOf = (path: string) => join(userRoot(), '.partial', 'new', 'files', path);
  return {
    get server() {
      return server;
    },
    get shelf() {
      return shelf;
    },
    get bundledRoot() {
      return bundledRoot();
    },
    get userRoot() {
      return userRoot();
    },
    told,
    async reopen(retryDelaysMs = []) {
      await shelf.close();
      told.length = seen = 0;
      open(retryDelaysMs);
    },
    offer(files = { 'model.onnx': weights }, changes = {}) {
      writeCatalog(userRoot(), [offerModel(server, 'new', files, changes)]);
    },
    partOf,
    arrived: () => statSync(partOf('model.onnx'), { throwIfNoEntry: false })?.size ?? 0,
    async end(name) {
      for (;;) {
        const at = told.findIndex(
          (item, i) => i >= seen && item.name === name && /done|failed|paused/.test(item.view?.state ?? ''),
        );
        if (at >= 0) {
          seen = at + 1;
          return told[at]!.view!;
        }
        await new Promise<void>((resolve) => {
          const stop = shelf.downloads.onChange(() => {
            stop();
            resolve();
          });
        });
      }
    },
  };
}
