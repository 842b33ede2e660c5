/** Starting at login: keeps the system's entry as the settings want it, and says where that cannot be done. */
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { app } from 'electron';
import type { Settings } from '../../contract/settings.ts';
import type { MainContext, MainPart, MainPartHandle } from '../main-context.ts';
import { autostartEntry, autostartPath, startCommand } from './autostart-entry.ts';

/** Whole or not at all; an entry that is right already is left alone. */
async function writeEntry(path: string, text: string): Promise<void> {
  const before = await readFile(path, 'utf8').catch(() => null);
  if (before === text) return;
  await mkdir(dirname(path), { recursive: true });
  const temporary = `${path}.new-${process.pid}`;
  try {
    await writeFile(temporary, text, { mode: 0o644, flush: true });
    await rename(temporary, path);
  } catch (thrown) {
    await rm(temporary, { force: true });
    throw thrown;
  }
}

async function applyOnLinux({ atLogin, hidden }: Settings['startup']): Promise<'works' | 'unsupported'> {
  const path = autostartPath(process.env);
  if (!path) return 'unsupported';
  if (!atLogin) {
    await rm(path, { force: true });
    return 'works';
  }
  const facts = {
    packaged: app.isPackaged,
    executable: process.execPath,
    appPath: app.getAppPath(),
    appImage: process.env['APPIMAGE'],
  };
  const entry = autostartEntry(startCommand(facts, hidden));
  if (!entry) return 'unsupported';
  await writeEntry(path, entry);
  return 'works';
}

/** A development build would register Electron itself. */
function applyBySystem({ atLogin, hidden }: Settings['startup']): 'works' | 'unsupported' {
  if (!app.isPackaged) return 'unsupported';
  app.setLoginItemSettings({ openAtLogin: atLogin, args: hidden ? ['--hidden'] : [] });
  return 'works';
}

export function createLoginItem(context: MainContext): MainPartHandle {
  let queue: Promise<void> = Promise.resolve();

  async function apply(startup: Settings['startup']): Promise<void> {
    try {
      const loginItem = process.platform === 'linux' ? await applyOnLinux(startup) : applyBySystem(startup);
      context.desktop.update({ loginItem });
    } catch (thrown) {
      const code = (thrown as NodeJS.ErrnoException).code ?? 'unknown';
      context.log.warn({ code }, 'The entry for starting at login cannot be written.');
      context.desktop.update({ loginItem: 'unsupported' });
    }
  }

  const soon = (startup: Settings['startup']) => {
    queue = queue.then(() => apply(startup));
  };
  const stop = context.onSettings((now, before) => {
    const changed =
      now.startup.atLogin !== before.startup.atLogin || now.startup.hidden !== before.startup.hidden;
    if (changed) soon(now.startup);
  });
  soon(context.settings().startup);
  return {
    stop() {
      stop();
      return queue;
    },
  };
}

export const loginPart: MainPart = { name: 'login', start: createLoginItem };
