/**
 * Updates through electron-updater with a generic feed. It finds, fetches and installs; whether what it found is
 * trusted is decided here, by the signed release beside the feed, before anything is fetched. electron-updater then
 * compares the file with the hash that was judged.
 */
import type { KeyObject } from 'node:crypto';
import { net } from 'electron';
import type { AppUpdater, UpdateCheckResult } from 'electron-updater';
import { err, ok } from '../../contract/errors.ts';
import type { Result } from '../../contract/errors.ts';
import { isNewer, judgeOffer, openRelease } from './signed-release.ts';
import type { SignedRelease } from './signed-release.ts';
import type { UpdaterPort } from './updater-port.ts';

const RELEASE_LIMIT_BYTES = 64 * 1024;
const RELEASE_LIMIT_MS = 30_000;

async function fetchSmall(url: string): Promise<Buffer | null> {
  const answer = await net.fetch(url, {
    redirect: 'error',
    headers: { 'cache-control': 'no-cache' },
    credentials: 'omit',
    signal: AbortSignal.timeout(RELEASE_LIMIT_MS),
  });
  if (!answer.ok || !answer.body) return null;
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of answer.body as unknown as AsyncIterable<Uint8Array>) {
    length += part.length;
    if (length > RELEASE_LIMIT_BYTES) return null;
    parts.push(part);
  }
  return Buffer.concat(parts);
}

async function fetchRelease(feed: string, key: KeyObject): Promise<Result<SignedRelease>> {
  const base = feed.endsWith('/') ? feed : `${feed}/`;
  try {
    const [bytes, signature] = await Promise.all([
      fetchSmall(new URL('parley-release.json', base).href),
      fetchSmall(new URL('parley-release.json.sig', base).href),
    ]);
    return bytes && signature
      ? openRelease(bytes, signature.toString('latin1'), key)
      : err('update_untrusted', 'no signature');
  } catch {
    return err('update_failed');
  }
}

export interface ElectronUpdaterOptions {
  readonly key: KeyObject;
  readonly currentVersion: string;
  /** For tests: a copy that is not packaged, and the file of its configuration. */
  readonly development?: { readonly configPath: string };
}

export function createElectronUpdater(options: ElectronUpdaterOptions): UpdaterPort {
  let updater: AppUpdater | null = null;
  let found: UpdateCheckResult | null = null;

  async function open(feed: string): Promise<AppUpdater> {
    // loaded with the first check: most starts make none
    updater ??= (await import('electron-updater')).default.autoUpdater;
    updater.logger = null;
    updater.autoDownload = false;
    updater.autoInstallOnAppQuit = false;
    updater.allowDowngrade = false;
    updater.disableWebInstaller = true;
    // pieces of the old file would come without a check of their own; the whole file is compared with its hash
    updater.disableDifferentialDownload = true;
    if (options.development) {
      updater.forceDevUpdateConfig = true;
      updater.updateConfigPath = options.development.configPath;
    }
    updater.setFeedURL({ provider: 'generic', url: feed });
    return updater;
  }

  return {
    async check(feed) {
      found = null;
      try {
        const result = await (await open(feed)).checkForUpdates();
        if (!result?.isUpdateAvailable) return ok(null);
        const { version, files } = result.updateInfo;
        if (!isNewer(version, options.currentVersion)) return ok(null);
        const release = await fetchRelease(feed, options.key);
        if (!release.ok) return release;
        const judged = judgeOffer(release.value, { version, files }, options.currentVersion);
        if (!judged.ok) return judged;
        found = result;
        return ok(version);
      } catch {
        // its messages hold addresses and whole answers of the server
        return err('update_failed');
      }
    },
    async download() {
      if (!updater || !found) return err('update_failed');
      try {
        await updater.downloadUpdate(found.cancellationToken);
        return ok(null);
      } catch (thrown) {
        const mismatch = (thrown as { code?: unknown }).code === 'ERR_CHECKSUM_MISMATCH';
        return mismatch ? err('update_untrusted', 'hash') : err('update_failed');
      }
    },
    cancel: () => found?.cancellationToken?.cancel(),
    install: () => updater?.quitAndInstall(false, true),
  };
}
