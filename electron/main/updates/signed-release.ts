/**
 * The signature over a release. Beside the feed lies `parley-release.json` with the version and the SHA-512 of every
 * file, and `parley-release.json.sig`, an Ed25519 signature of its bytes in base64. The key that checks it comes with
 * the app. What the feed offers counts only if the signed release says the same, on every platform; the systems' own
 * signatures (Authenticode, macOS) come on top where the app was built with them. Pure.
 *
 * Not covered: a server that goes on offering the release we already have, so that a newer one is never heard of.
 */
import { createPublicKey, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { z } from 'zod';
import { err, ok } from '../../contract/errors.ts';
import type { Result } from '../../contract/errors.ts';

const releaseSchema = z.strictObject({
  version: z.string().regex(/^\d+\.\d+\.\d+$/),
  files: z
    .array(
      z.strictObject({
        name: z.string().regex(/^[\w.-]{1,200}$/),
        sha512: z.string().regex(/^[A-Za-z0-9+/]{86}==$/),
      }),
    )
    .min(1)
    .max(50),
});

export type SignedRelease = z.infer<typeof releaseSchema>;

/** @param pem as the app brings it @returns null for anything but an Ed25519 public key */
export function readReleaseKey(pem: string): KeyObject | null {
  try {
    const key = createPublicKey(pem);
    return key.asymmetricKeyType === 'ed25519' ? key : null;
  } catch {
    return null;
  }
}

/** @param signature base64 @returns `update_untrusted` for a wrong signature, or signed bytes that are no release */
export function openRelease(bytes: Buffer, signature: string, key: KeyObject): Result<SignedRelease> {
  const raw = Buffer.from(signature.trim(), 'base64');
  if (raw.length !== 64 || !verify(null, bytes, key, raw)) return err('update_untrusted', 'signature');
  try {
    const parsed = releaseSchema.safeParse(JSON.parse(bytes.toString('utf8')));
    return parsed.success ? ok(parsed.data) : err('update_untrusted', 'release');
  } catch {
    return err('update_untrusted', 'release');
  }
}

export interface OfferedUpdate {
  readonly version: string;
  /** As the feed lists them: a name or an address, and base64. */
  readonly files: readonly { readonly url: string; readonly sha512: string }[];
}

const numbers = (version: string) => /^(\d+)\.(\d+)\.(\d+)/.exec(version)?.slice(1).map(Number) ?? null;

/** Compares the three numbers of two versions. @returns false for what is no version */
export function isNewer(version: string, than: string): boolean {
  const [a, b] = [numbers(version), numbers(than)];
  if (!a || !b) return false;
  const at = a.findIndex((part, index) => part !== b[index]);
  return at >= 0 && a[at]! > b[at]!;
}

/** File name at the end of a name or address. */
const nameOf = (url: string) => decodeURIComponent(url.split(/[?#]/)[0]!.split('/').at(-1)!);

/**
 * Whether all that the feed offers is what was signed.
 * @returns `update_untrusted` for another or no newer version, no file, a file that was not signed, or another hash
 */
export function judgeOffer(release: SignedRelease, offer: OfferedUpdate, current: string): Result<null> {
  if (offer.version !== release.version) return err('update_untrusted', 'version');
  if (!isNewer(offer.version, current)) return err('update_untrusted', 'not newer');
  const signed = new Map(release.files.map(({ name, sha512 }) => [name, sha512]));
  const all = offer.files.every(({ url, sha512 }) => {
    try {
      return signed.get(nameOf(url)) === sha512;
    } catch {
      return false; // an address that cannot be decoded
    }
  });
  return all && offer.files.length > 0 ? ok(null) : err('update_untrusted', 'file');
}
