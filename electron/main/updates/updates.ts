/** Updates of the app: when to look, what the windows are told, and that nothing is installed unasked. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { app } from 'electron';
import { faultOf, ok } from '../../contract/errors.ts';
import type { Fault } from '../../contract/errors.ts';
import type { MainContext, MainPart, MainPartHandle } from '../main-context.ts';
import { createElectronUpdater } from './electron-updater-port.ts';
import { readReleaseKey } from './signed-release.ts';
import { stepUpdate, updatesOff } from './update-machine.ts';
import type { UpdateEvent } from './update-machine.ts';
import type { UpdaterPort } from './updater-port.ts';

/** After the start: loading models and the first question come first. */
const FIRST_CHECK_MS = 60_000;
const CHECK_EVERY_MS = 24 * 60 * 60_000;

export interface UpdaterChoice {
  readonly updater: UpdaterPort | null;
  /** Why there is none. */
  readonly fault: Fault | null;
}

/** A copy run from the tree, unpacked by hand, or built without a release key cannot update itself. */
export function chooseUpdater(resourcesPath: string): UpdaterChoice {
  const keyPath = join(resourcesPath, 'update-key.pem');
  const installed =
    app.isPackaged &&
    (process.platform !== 'linux' ||
      process.env['APPIMAGE'] !== undefined ||
      existsSync(join(process.resourcesPath, 'package-type')));
  const key = installed && existsSync(keyPath) ? readReleaseKey(readFileSync(keyPath, 'utf8')) : null;
  if (!key) return { updater: null, fault: faultOf('update_unsupported') };
  return { updater: createElectronUpdater({ key, currentVersion: app.getVersion() }), fault: null };
}

export function createUpdates(
  context: MainContext,
  { updater, fault }: UpdaterChoice = chooseUpdater(context.resourcesPath),
): MainPartHandle {
  let now = updatesOff;
  /** What an earlier run still answers does not count. */
  let run = 0;

  function take(event: UpdateEvent): void {
    now = stepUpdate(now, event);
    context.desktop.update({ update: now.view });
    if (updater && now.effect) act(updater, now.effect);
  }

  function act(port: UpdaterPort, effect: NonNullable<typeof now.effect>): void {
    if (effect === 'cancel') {
      run += 1;
      return port.cancel();
    }
    if (effect === 'install') return port.install();
    const mine = effect === 'check' ? ++run : run;
    const settle = (event: UpdateEvent) => {
      if (mine !== run) return;
      if (event.type === 'failed') context.log.warn({ code: event.fault.code }, 'The update failed.');
      take(event);
    };
    if (effect === 'check') {
      void port
        .check(now.feed!)
        .then((result) =>
          settle(
            result.ok ? { type: 'checked', version: result.value } : { type: 'failed', fault: result.fault },
          ),
        );
    } else {
      void port
        .download()
        .then((result) =>
          settle(result.ok ? { type: 'downloaded' } : { type: 'failed', fault: result.fault }),
        );
    }
  }

  function configure(): void {
    const { updates, network } = context.settings();
    const wanted = updates.feed !== '' && network === 'allowed';
    take({
      type: 'configured',
      feed: wanted && updater ? updates.feed : null,
      fault: wanted && !updater ? fault : null,
    });
  }

  context.answer('checkForUpdate', () => {
    take({ type: 'checkAsked' });
    return ok(now.view);
  });
  context.answer('installUpdate', () => {
    take({ type: 'installAsked' });
    return ok(null);
  });
  const stopSettings = context.onSettings(configure);
  configure();
  const check = () => take({ type: 'checkAsked' });
  const first = setTimeout(check, FIRST_CHECK_MS);
  const daily = setInterval(check, CHECK_EVERY_MS);

  return {
    stop() {
      stopSettings();
      clearTimeout(first);
      clearInterval(daily);
      run += 1;
      updater?.cancel();
    },
  };
}

export const updatesPart: MainPart = { name: 'updates', start: (context) => createUpdates(context) };
