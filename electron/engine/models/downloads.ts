/**
 * Downloads of whole models: one file after the other, checked, then moved into place at once. Owns what runs, its
 * progress and its end; nothing is seen by the rest of Parley before every file is what the catalogue promised.
 */
import { realpath, statfs } from 'node:fs/promises';
import type { DownloadView } from '../../contract/desk-views.ts';
import { err, ok } from '../../contract/errors.ts';
import type { Result } from '../../contract/errors.ts';
import type { Network } from '../network/network-port.ts';
import type { Clock } from '../runtime/clock.ts';
import { sleep } from '../runtime/clock.ts';
import { sizeOf } from './catalog.ts';
import type { CatalogFile, CatalogModel, Catalogs } from './catalog.ts';
import type { Downloads } from './download-port.ts';
import { faultOfThrown, fetchFile } from './fetch-file.ts';
import { listPartials, openPartial, removePartial } from './partial-model.ts';
import type { PartialModel } from './partial-model.ts';
import { modelsTuning } from './tuning.ts';
import { installModel, makeUserRoot } from './user-models.ts';
import type { Exclusively } from './user-models.ts';
import { createFileVerifier } from './verify-file.ts';

export interface DownloadsOptions {
  readonly catalogs: () => Promise<Catalogs>;
  readonly isInstalled: (name: string) => Promise<boolean>;
  /** The user's models folder. */
  readonly root: string;
  readonly network: Network;
  readonly clock: Clock;
  readonly exclusively: Exclusively;
  /** A model has been put into place. */
  readonly onInstalled: (name: string) => void;
  /** Default in tuning.ts. */
  readonly retryDelaysMs?: readonly number[];
}

export interface ClosableDownloads extends Downloads {
  /** Pauses what runs. */
  close(): Promise<void>;
}

interface Running {
  readonly stop: AbortController;
  readonly ended: Promise<void>;
  view: DownloadView;
}

export function createDownloads(options: DownloadsOptions): ClosableDownloads {
  const { root, network, clock } = options;
  const running = new Map<string, Running>();
  const failed = new Map<string, DownloadView>();
  /** Those between the wish and the first byte, so that a second wish finds them. */
  const starting = new Map<string, Promise<Result<void>>>();
  const listeners = new Set<(name: string, download: DownloadView | null) => void>();
  const verifier = createFileVerifier();
  let closed = false;

  const tell = (name: string, view: DownloadView | null) => {
    for (const listener of [...listeners]) listener(name, view);
  };

  async function find(name: string): Promise<Result<CatalogModel>> {
    const { models, faults } = await options.catalogs();
    const model = models.get(name);
    if (model) return ok(model);
    return faults[0] ? { ok: false, fault: faults[0] } : err('model_unknown', name.slice(0, 64));
  }

  async function prepare(model: CatalogModel): Promise<Result<PartialModel>> {
    const outside = model.files.find(({ url }) => !network.allows(new URL(url)));
    if (outside) return err('network_off', new URL(outside.url).host);
    const made = await makeUserRoot(root);
    if (!made.ok) return made;
    try {
      const partial = openPartial(root, model, true);
      const { bavail, bsize } = await statfs(root);
      const missing = sizeOf(model) - partial.received();
      return bavail * bsize < missing + modelsTuning.spareDiskBytes ? err('store_full') : ok(partial);
    } catch (thrown) {
      return { ok: false, fault: faultOfThrown(thrown) };
    }
  }

  async function begin(name: string): Promise<Result<void>> {
    const found = await find(name);
    if (!found.ok) return found;
    if (await options.isInstalled(name)) return err('bad_argument', `${name} is installed already`);
    const prepared = await prepare(found.value);
    if (!prepared.ok) return prepared;
    if (closed) return err('closed');
    failed.delete(name);
    const stop = new AbortController();
    const view: DownloadView = {
      state: 'running',
      receivedBytes: prepared.value.received(),
      totalBytes: sizeOf(found.value),
      fault: null,
    };
    let settle = (): void => {};
    const item: Running = { stop, view, ended: new Promise<void>((resolve) => (settle = resolve)) };
    running.set(name, item);
    tell(name, view);
    void download(found.value, prepared.value, item)
      .catch((thrown: unknown): Result<void> => ({ ok: false, fault: faultOfThrown(thrown) }))
      .then((result) => finish(found.value, item, result))
      .finally(settle);
    return ok(undefined);
  }

  function finish(model: CatalogModel, item: Running, result: Result<void>): void {
    const { name } = model;
    running.delete(name);
    const receivedBytes = openPartial(root, model, false)?.received() ?? 0;
    const { totalBytes } = item.view;
    if (result.ok) {
      tell(name, { state: 'done', receivedBytes: totalBytes, totalBytes, fault: null });
      options.onInstalled(name);
    } else if (item.stop.signal.aborted) {
      tell(name, { state: 'paused', receivedBytes, totalBytes, fault: null });
    } else {
      const view: DownloadView = { state: 'failed', receivedBytes, totalBytes, fault: result.fault };
      failed.set(name, view);
      tell(name, view);
    }
  }

  async function download(model: CatalogModel, partial: PartialModel, item: Running): Promise<Result<void>> {
    const { name } = model;
    const { signal } = item.stop;
    let toldAt = clock.now();
    let cancelLater: (() => void) | null = null;
    const tellNow = () => {
      cancelLater?.();
      cancelLater = null;
      toldAt = clock.now();
      if (running.get(name) === item) tell(name, item.view);
    };
    const show = (state: DownloadView['state'], receivedBytes: number) => {
      const changed = item.view.state !== state;
      item.view = { ...item.view, state, receivedBytes };
      const waitMs = modelsTuning.progressEveryMs - (clock.now() - toldAt);
      if (changed || waitMs <= 0) return tellNow();
      // what came last is told as well: the next byte may be long in coming
      cancelLater ??= clock.schedule(waitMs, tellNow);
    };
    let before = 0;
    for (const file of model.files) {
      const arrived = before;
      const fetched = await fetchPatiently(file, partial, signal, (bytes) =>
        show('running', arrived + bytes),
      );
      if (!fetched.ok) return fetched;
      before += file.size;
      show('checking', before);
      const state = await verifier.check(await realpath(partial.folder), partial.folder, file);
      if (signal.aborted) return err('closed', 'aborted');
      if (state === 'good') continue;
      partial.drop(file);
      return err('download_corrupt', `${name}/${file.path}`);
    }
    const installed = await installModel(root, options.exclusively, model, partial.folder);
    if (installed.ok) await removePartial(root, name);
    return installed;
  }

  /** Goes on after interruptions, as long as each try brings something or the row of waits is not at its end. */
  async function fetchPatiently(
    file: CatalogFile,
    partial: PartialModel,
    signal: AbortSignal,
    onBytes: (received: number) => void,
  ): Promise<Result<void>> {
    const delays = options.retryDelaysMs ?? modelsTuning.retryDelaysMs;
    let most = partial.receivedOf(file);
    for (let tries = 0; ;) {
      const fetched = await fetchFile({
        url: new URL(file.url),
        path: partial.pathOf(file),
        size: file.size,
        etag: partial.etagOf(file),
        network,
        clock,
        signal,
        onBytes,
        onEtag: (etag) => partial.keepEtag(file, etag),
      });
      if (fetched.kind === 'done') return ok(undefined);
      const failure = { ok: false as const, fault: fetched.fault };
      if (fetched.fault.code === 'download_corrupt') partial.drop(file);
      if (!fetched.passing) return failure;
      const now = partial.receivedOf(file);
      if (now > most) tries = 0;
      most = Math.max(most, now);
      const delay = delays[tries++];
      if (delay === undefined) return failure;
      await sleep(clock, delay, signal);
      if (signal.aborted) return err('closed', 'aborted');
    }
  }

  async function pause(name: string): Promise<Result<void>> {
    await starting.get(name);
    const item = running.get(name);
    if (!item) return err('model_unknown', `${name.slice(0, 64)} is not being downloaded`);
    item.stop.abort();
    await item.ended;
    return ok(undefined);
  }

  return {
    async list() {
      const { models } = await options.catalogs();
      const views = new Map<string, DownloadView>();
      for (const name of await listPartials(root)) {
        const model = models.get(name);
        const partial = model ? openPartial(root, model, false) : null;
        if (!model || !partial) continue;
        const receivedBytes = partial.received();
        views.set(name, { state: 'paused', receivedBytes, totalBytes: sizeOf(model), fault: null });
      }
      for (const [name, view] of failed) views.set(name, view);
      for (const [name, { view }] of running) views.set(name, view);
      return views;
    },
    start(name) {
      if (closed) return Promise.resolve(err('closed'));
      if (running.has(name)) return Promise.resolve(ok(undefined));
      const known = starting.get(name);
      if (known) return known;
      const begun = begin(name).finally(() => starting.delete(name));
      starting.set(name, begun);
      return begun;
    },
    pause,
    async cancel(name) {
      const paused = await pause(name);
      // only names of catalogues: nothing else may say which folder is removed
      const found = await find(name);
      const left = (await listPartials(root)).includes(name);
      if (!found.ok || (!paused.ok && !left && !failed.has(name))) {
        return err('model_unknown', `${name.slice(0, 64)} is not being downloaded`);
      }
      failed.delete(name);
      try {
        await removePartial(root, found.value.name);
      } catch (thrown) {
        return { ok: false, fault: faultOfThrown(thrown) };
      }
      tell(name, null);
      return ok(undefined);
    },
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async close() {
      closed = true;
      await Promise.all([...starting.values()]);
      for (const item of running.values()) item.stop.abort();
      await Promise.all([...running.values()].map(({ ended }) => ended));
    },
  };
}
