/**
 * Brings one file from a server to a partial file on disk: from where it was left, never beyond the promised size.
 * Owns the connection and the bytes; whether they are the right ones is judged by their hash, elsewhere.
 */
import { open, stat, writeFile } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { FaultError, err, faultOf, ok } from '../../contract/errors.ts';
import type { Fault, Result } from '../../contract/errors.ts';
import { isSafeSource } from '../network/address-rules.ts';
import type { Network, NetworkResponse } from '../network/network-port.ts';
import type { Clock } from '../runtime/clock.ts';
import { modelsTuning } from './tuning.ts';

export interface FetchFileOptions {
  readonly url: URL;
  /** Where the bytes go; what is there already is taken for the beginning. Its folder exists. */
  readonly path: string;
  /** Promised size in bytes. */
  readonly size: number;
  /** Strong entity tag of the earlier part (RFC 9110, 8.8.3), null when unknown. */
  readonly etag: string | null;
  readonly network: Network;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Bytes that are on disk now; less than before when the file is begun anew. */
  readonly onBytes: (received: number) => void;
  /** Tells the tag of what arrives, before its first byte is written. */
  readonly onEtag: (etag: string | null) => void;
}

export type Fetched =
  | { readonly kind: 'done' }
  /** `passing`: the same wish may succeed in a moment, because the connection failed and nothing else. */
  | { readonly kind: 'failed'; readonly fault: Fault; readonly passing: boolean };

const done: Fetched = { kind: 'done' };
const failed = (fault: Fault, passing = false): Fetched => ({ kind: 'failed', fault, passing });
const closed = (): Fetched => failed(faultOf('closed', 'aborted'));

/**
 * Resolves when `size` bytes are there, or with the fault: `download_failed` (interrupted; what arrived stays), `download_corrupt`
 * (the server sends something else; nothing stays of it), `network_off`, `store_full`, `store_readonly`,
 * `file_unwritable`, `closed` when aborted.
 */
export async function fetchFile(options: FetchFileOptions): Promise<Fetched> {
  const { path, size, network, clock, signal } = options;
  const exchange = new AbortController();
  const stop = () => exchange.abort();
  if (signal.aborted) return closed();
  signal.addEventListener('abort', stop, { once: true });
  let stalled = false;
  let cancelStall = (): void => {};
  const expectBytes = () => {
    cancelStall();
    cancelStall = clock.schedule(modelsTuning.stallMs, () => {
      stalled = true;
      stop();
    });
  };
  try {
    if (size === 0) {
      await writeFile(path, '', { mode: 0o600 });
      return done;
    }
    let from = await sizeOnDisk(path);
    if (from > size) from = 0;
    if (from === size) return done;
    expectBytes();
    for (let fresh = false; ; fresh = true) {
      const asked = await ask(options, network, exchange.signal, from);
      if (!asked.ok) return failed(asked.fault);
      const response = asked.value;
      const start = startOf(response, from, size);
      if (typeof start === 'number') {
        options.onEtag(strongTag(response.header('etag')));
        return await take(response, start, options, expectBytes);
      }
      void response.body.cancel().catch(() => undefined);
      if (start !== 'anew' || fresh)
        return failed(start === 'anew' ? unusable(response) : start, mayPass(response.status));
      // the part that is there fits to nothing the server has
      from = 0;
    }
  } catch (thrown) {
    if (signal.aborted) return closed();
    if (stalled) return failed(faultOf('download_failed', 'the server fell silent'), true);
    const fault = faultOfThrown(thrown);
    return failed(fault, fault.code === 'download_failed');
  } finally {
    cancelStall();
    signal.removeEventListener('abort', stop);
    exchange.abort();
  }
}

/** Asks from byte `from` on, through redirects; each address is held against the rules again. */
async function ask(
  { url, etag }: FetchFileOptions,
  network: Network,
  signal: AbortSignal,
  from: number,
): Promise<Result<NetworkResponse>> {
  const headers = {
    accept: '*/*',
    ...(from > 0 ? { range: `bytes=${from}-`, ...(etag ? { 'if-range': etag } : {}) } : {}),
  };
  let target = url;
  for (let hop = 0; ; hop++) {
    const response = await network.request({ url: target, headers, signal });
    if (![301, 302, 303, 307, 308].includes(response.status)) return ok(response);
    void response.body.cancel().catch(() => undefined);
    const location = response.header('location');
    if (location === null || !URL.canParse(location, target.href) || hop >= modelsTuning.redirectsMax)
      return err('download_failed', `${target.host} redirects to nowhere`);
    const next = new URL(location, target.href);
    const downgrade = target.protocol === 'https:' && next.protocol !== 'https:';
    if (!isSafeSource(next) || downgrade)
      return err('download_failed', `${target.host} redirects to an address that is not safe`);
    target = next;
  }
}

/** The place of the first byte of the body; `anew` when the part on disk is of no use; else what is wrong. */
function startOf(response: NetworkResponse, from: number, size: number): number | 'anew' | Fault {
  const { status } = response;
  if (status === 416) return 'anew';
  if (status !== 200 && status !== 206) return unusable(response);
  const encoding = response.header('content-encoding');
  if (encoding !== null && encoding.toLowerCase() !== 'identity')
    return faultOf('download_failed', 'the server sends it encoded');
  const sent = Number(response.header('content-length') ?? Number.NaN);
  if (status === 206) {
    const range = /^bytes (\d+)-(\d+)\/(\d+|\*)$/.exec(response.header('content-range') ?? '');
    if (!range || Number(range[1]) !== from) return 'anew';
    if (range[3] !== '*' && Number(range[3]) !== size) return wrongSize(range[3]!, size);
    return from;
  }
  if (!Number.isNaN(sent) && sent !== size) return wrongSize(String(sent), size);
  return 0;
}

const wrongSize = (sent: string, size: number): Fault =>
  faultOf('download_corrupt', `${sent} bytes instead of ${size}`);

/** Busy servers and proxies in between (RFC 9110, 15.5 and 15.6). */
const mayPass = (status: number): boolean => status >= 500 || [408, 425, 429].includes(status);

const unusable = ({ status }: NetworkResponse): Fault => faultOf('download_failed', `HTTP ${status}`);

async function take(
  response: NetworkResponse,
  start: number,
  { path, size, signal, onBytes }: FetchFileOptions,
  expectBytes: () => void,
): Promise<Fetched> {
  const reader = response.body.getReader();
  const file: FileHandle = await open(path, start === 0 ? 'w' : 'r+', 0o600);
  let at = start;
  try {
    onBytes(at);
    for (;;) {
      const { done: ended, value } = await reader.read();
      if (signal.aborted) return closed();
      if (ended) break;
      expectBytes();
      if (at + value.byteLength > size) {
        void reader.cancel().catch(() => undefined);
        return failed(faultOf('download_corrupt', `more than the promised ${size} bytes`));
      }
      await writeFully(file, value, at);
      at += value.byteLength;
      onBytes(at);
    }
    if (at < size) return failed(faultOf('download_failed', 'it ended too early'), true);
    await file.sync();
    return done;
  } finally {
    void reader.cancel().catch(() => undefined);
    await file.close();
  }
}

async function writeFully(file: FileHandle, bytes: Uint8Array, at: number): Promise<void> {
  for (let done = 0; done < bytes.byteLength;) {
    const { bytesWritten } = await file.write(bytes, done, bytes.byteLength - done, at + done);
    done += bytesWritten;
  }
}

async function sizeOnDisk(path: string): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    () => 0,
  );
}

/** A weak tag does not promise the same bytes. */
function strongTag(tag: string | null): string | null {
  return tag !== null && /^"[\x21\x23-\x7e\x80-\xff]*"$/.test(tag) ? tag : null;
}

/** The fault of an error of the disk or of the connection. */
export function faultOfThrown(thrown: unknown): Fault {
  if (thrown instanceof FaultError) return thrown.fault;
  const { code } = thrown as NodeJS.ErrnoException;
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
    case 'EFBIG':
      return faultOf('store_full');
    case 'EROFS':
    case 'EACCES':
    case 'EPERM':
      return faultOf('store_readonly');
    case 'EISDIR':
    case 'ENOTDIR':
    case 'ENOENT':
    case 'EIO':
      return faultOf('file_unwritable', code);
    default:
      return faultOf('download_failed', code ?? 'no connection');
  }
}
