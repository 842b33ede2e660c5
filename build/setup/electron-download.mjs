/**
 * Electron's release archive, checked against the checksums that its npm package carries. `ELECTRON_MIRROR` names
 * another place to take it from. Gives up quickly where the network does not let it through.
 */
import { createWriteStream, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { checksumOf } from './checksum.mjs';
import { modulesFolder } from './paths.mjs';
import { SetupError } from './setup-error.mjs';

const RELEASES = 'https://github.com/electron/electron/releases/download/';
/** How long to wait for the first answer: a closed network must not hold up the fallback. */
const ANSWER_MS = 8_000;
/** How long a running download may stand still. */
const STALL_MS = 30_000;
const HELP =
  'Check the network, set ELECTRON_MIRROR, or point ELECTRON_OVERRIDE_DIST_PATH at an unpacked Electron.';

/**
 * @param {string} url
 * @param {string} file
 * @param {(text: string) => void} update
 */
async function fetchFile(url, file, update) {
  const abort = new AbortController();
  let timer = setTimeout(() => abort.abort(), ANSWER_MS);
  try {
    const response = await fetch(url, { signal: abort.signal });
    if (!response.ok || !response.body) throw new Error(`answer ${response.status}`);
    const total = Number(response.headers.get('content-length'));
    let received = 0;
    const watched = async function* (/** @type {AsyncIterable<Uint8Array>} */ body) {
      for await (const chunk of body) {
        clearTimeout(timer);
        timer = setTimeout(() => abort.abort(), STALL_MS);
        received += chunk.length;
        update(`${(received / 1e6).toFixed(0)} of ${total ? (total / 1e6).toFixed(0) : '?'} MB`);
        yield chunk;
      }
    };
    const body = Readable.fromWeb(/** @type {import('node:stream/web').ReadableStream} */ (response.body));
    await pipeline(body, watched, createWriteStream(file));
  } finally {
    clearTimeout(timer);
  }
}

/** Electron's own unpacker, which refuses paths that lead outside. @param {string} zip @param {string} folder */
export async function unzip(zip, folder) {
  const { extract } = await import('@electron-internal/extract-zip');
  await extract(zip, { dir: folder });
}

/** The digests of all release archives. @returns {Record<string, string>} */
function shippedChecksums() {
  return JSON.parse(readFileSync(join(modulesFolder, 'electron/checksums.json'), 'utf8'));
}

/**
 * @param {{ version: string, folder: string, scratch: string, update: (text: string) => void,
 *   checksums?: Record<string, string> }} options `folder` is filled, `scratch` holds the archive meanwhile
 * @returns {Promise<string>} where it came from
 * @throws {SetupError} when it cannot be fetched or is not what it should be
 */
export async function downloadElectron({ version, folder, scratch, update, checksums = shippedChecksums() }) {
  const name = `electron-v${version}-${process.platform}-${process.arch}.zip`;
  const expected = checksums[name];
  if (!expected)
    throw new SetupError(`There is no Electron ${version} for ${process.platform}-${process.arch}.`, HELP);
  const archive = join(scratch, name);
  update(`${version}: asking for it`);
  try {
    await fetchFile(`${process.env['ELECTRON_MIRROR'] ?? RELEASES}v${version}/${name}`, archive, (text) =>
      update(`${version}: ${text}`),
    );
  } catch (thrown) {
    throw new SetupError(
      `Electron ${version} could not be downloaded.`,
      HELP,
      thrown instanceof Error ? thrown.message : '',
    );
  }
  if ((await checksumOf(archive, 'sha256', 'hex')) !== expected) {
    throw new SetupError(`The Electron ${version} that was downloaded is not the genuine one.`, HELP);
  }
  update(`${version}: unpacking`);
  await unzip(archive, folder);
  return 'release';
}
