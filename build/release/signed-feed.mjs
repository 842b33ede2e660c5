/**
 * The signed list beside an update feed: `parley-release.json` (version, and SHA-512 of every file) and
 * `parley-release.json.sig` (Ed25519 over its bytes, base64). What electron/main/updates/signed-release.ts reads.
 * Owns what is signed; refuses to sign a folder whose parts disagree.
 */
import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checksumOf } from '../setup/checksum.mjs';
import { SetupError } from '../setup/setup-error.mjs';

export const RELEASE_FILE = 'parley-release.json';
export const SIGNATURE_FILE = 'parley-release.json.sig';
/** What electron-builder calls the list of a system: latest.yml, latest-linux.yml, latest-mac.yml, latest-linux-arm64.yml. */
const LIST_NAME = /^latest(-[\w-]+)?\.yml$/;
/** As signed-release.ts takes them. */
const FILE_NAME = /^[\w.-]{1,200}$/;
const VERSION = /^\d+\.\d+\.\d+$/;

/** @returns {{ publicPem: string, privatePem: string }} an Ed25519 pair */
export function makeReleaseKey() {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  return {
    publicPem: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    privatePem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

/**
 * What a list offers. Reads the plain lines that electron-builder writes, not YAML in general.
 * @param {string} text
 * @returns {{ version: string, files: { name: string, sha512: string }[] }}
 */
export function readUpdateList(text) {
  const plain = (/** @type {string} */ value) => value.trim().replace(/^(['"])(.*)\1$/, '$2');
  const version = plain(/^version:(.*)$/m.exec(text)?.[1] ?? '');
  const files = [...text.matchAll(/^\s+-\s+url:(.*)\n\s+sha512:(.*)$/gm)].map(
    ([, url = '', sha512 = '']) => ({
      name: decodeURIComponent(plain(url)),
      sha512: plain(sha512),
    }),
  );
  return { version, files };
}

/**
 * Signs the update feed in `folder`: everything its lists offer, as it lies there.
 * @param {{ folder: string, privatePem: string, publicPem: string }} options `publicPem`: the key the app will bring
 * @returns {Promise<{ version: string, files: readonly string[] }>}
 * @throws {SetupError} when there is no list, the lists disagree, a file is missing, changed or oddly named, or the
 *   keys are no pair
 */
export async function signFeed({ folder, privatePem, publicPem }) {
  const lists = existsSync(folder) ? readdirSync(folder).filter((name) => LIST_NAME.test(name)) : [];
  if (lists.length === 0) {
    throw new SetupError(
      `There is no latest*.yml in ${folder}.`,
      'Make the packages that update themselves first, for example: npm run package -- appimage',
    );
  }
  let key;
  try {
    key = createPrivateKey(privatePem);
  } catch {
    key = null;
  }
  if (key?.asymmetricKeyType !== 'ed25519') {
    throw new SetupError('The key is no Ed25519 private key.', 'Make one: npm run release -- key FILE');
  }
  /** @type {Map<string, string>} */
  const signed = new Map();
  const versions = new Set();
  for (const list of lists) {
    const { version, files } = readUpdateList(readFileSync(join(folder, list), 'utf8'));
    versions.add(version);
    if (!VERSION.test(version) || files.length === 0) {
      throw new SetupError(`${list} offers no file of a version.`, 'Make the packages again.');
    }
    for (const { name, sha512 } of files) {
      const path = join(folder, name);
      if (!FILE_NAME.test(name) || !existsSync(path)) {
        throw new SetupError(
          `${list} offers ${name}, which is not there.`,
          'Put all packages of the release there.',
        );
      }
      if ((await checksumOf(path, 'sha512', 'base64')) !== sha512) {
        throw new SetupError(`${name} is not what ${list} says it is.`, 'Make the packages again.');
      }
      signed.set(name, sha512);
    }
  }
  const [version] = versions;
  if (versions.size !== 1) {
    throw new SetupError(
      `The lists are of different versions: ${[...versions].join(', ')}.`,
      'Put the packages of one release into a folder of their own.',
    );
  }
  const files = [...signed].map(([name, sha512]) => ({ name, sha512 }));
  const bytes = Buffer.from(`${JSON.stringify({ version, files }, null, 2)}\n`);
  const signature = sign(null, bytes, key);
  if (!verify(null, bytes, createPublicKey(publicPem), signature)) {
    throw new SetupError(
      'The key is not the one whose public half the app brings (resources/update-key.pem).',
      'Sign with that key: installed copies trust no other.',
    );
  }
  writeFileSync(join(folder, RELEASE_FILE), bytes);
  writeFileSync(join(folder, SIGNATURE_FILE), `${signature.toString('base64')}\n`);
  return { version: String(version), files: files.map(({ name }) => name) };
}
