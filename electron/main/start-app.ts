/**
 * Everything that needs a ready Electron, put together: the voice, the windows, the verbs, the parts. Wiring only; each
 * decision is made in the module that is called. Handed back are the two things the outside asks of a running app.
 */
import { join } from 'node:path';
import { app, nativeTheme, session } from 'electron';
import type { LaunchOptions } from './launch-options.ts';
import type { MainContext, MainLog } from './main-context.ts';
import { serveApp } from './app-protocol.ts';
import { readBootSettings } from './boot-settings.ts';
import { createDeskSettings } from './desk-settings.ts';
import { createDesktopHolder, initialDesktop } from './desktop-holder.ts';
import { answerDataVerbs } from './ipc/data-verbs.ts';
import { defineIpc } from './ipc/define-ipc.ts';
import { answerWindowVerbs } from './ipc/window-verbs.ts';
import { mainParts } from './main-parts.ts';
import { readMicrophonePermission } from './permissions/microphone.ts';
import { findResources, readVersion, rendererFolder } from './places.ts';
import type { UserPlaces } from './places.ts';
import { readyLine } from './ready-line.ts';
import { runParts } from './run-parts.ts';
import { guardSession } from './security/session-guard.ts';
import { applyTheme, followTheme } from './theme.ts';
import { createVoiceHost } from './voice/voice-host.ts';
import { whenDrawn } from './windows/when-drawn.ts';
import { createWindowRegistry } from './windows/window-registry.ts';

export interface StartOptions {
  readonly places: UserPlaces;
  readonly launch: LaunchOptions;
  readonly log: MainLog;
  /** Told once, when the desk can be talked to. */
  onReady(line: string): void;
}

export interface RunningApp {
  showMonitor(): void;
  /** A second start asked for something. */
  show(launch: LaunchOptions): void;
  /** Parts, then the voice. */
  end(): Promise<void>;
}

export function startApp({ places, launch, log, onReady }: StartOptions): RunningApp {
  const developing = !app.isPackaged;
  const packagedResources = app.isPackaged ? process.resourcesPath : null;
  const resources = findResources(packagedResources);
  const bootSettings = readBootSettings(places.dataFolder);
  const version = readVersion();
  let dataFolder = places.dataFolder;

  applyTheme(bootSettings);
  guardSession(session.defaultSession, developing, log);
  serveApp(rendererFolder);

  const desktop = createDesktopHolder(
    initialDesktop({
      platform: process.platform,
      version,
      host: bootSettings.host,
      microphone: readMicrophonePermission(),
      highContrast: nativeTheme.shouldUseHighContrastColors,
    }),
  );
  const windows = createWindowRegistry({
    placeFile: join(places.chromiumFolder, 'main-window.json'),
    monitorPlaceFile: join(places.chromiumFolder, 'monitor-window.json'),
    developing,
    icon: resources.icon,
    desktop,
    log,
    onGone: (contentsId) => voice.disconnect(contentsId),
    onNothingLeft: () => app.quit(),
  });
  const voice = createVoiceHost({
    host: bootSettings.host,
    dataFolder: () => dataFolder,
    resourcesPath: packagedResources,
    version,
    log,
    onView: (view) => desktop.update({ voice: view }),
    onLost: () => windows.broadcast({ type: 'deskLost' }),
  });
  const settings = createDeskSettings(bootSettings, voice.desk);
  const ipc = defineIpc({ kindOf: (contents) => windows.kindOf(contents), log });

  const context: MainContext = {
    desk: voice.desk,
    windows,
    desktop,
    log,
    settings: settings.current,
    onSettings: settings.onChange,
    answer: ipc.answer,
    quit: () => app.quit(),
    get dataFolder() {
      return dataFolder;
    },
    resourcesPath: resources.path,
  };
  answerWindowVerbs(ipc, context, voice);
  answerDataVerbs({
    ipc,
    context,
    voice,
    home: places.home,
    isFixed: Boolean(process.env['PARLEY_DATA']),
    onMoved: (folder) => (dataFolder = folder),
  });
  const stopTheme = followTheme(context);

  const stopWaiting = desktop.onChange(({ voice: { state, host } }) => {
    if (state !== 'running') return;
    stopWaiting();
    const tookMs = Date.now() - (process.getCreationTime() ?? performance.timeOrigin);
    onReady(readyLine({ windowShown: windows.isMainVisible() || !hidden(), host, tookMs }));
  });

  /** Asked for by the command line or the settings; a page that is asked for is meant to be seen. */
  const hidden = () => (launch.hidden || bootSettings.startup.hidden) && launch.page === null;

  voice.start();
  if (!hidden()) windows.showMain(launch.page ?? undefined);
  const first = windows.mainWindow();
  const stopParts = runParts(mainParts, context, first && whenDrawn(first));
  void stopParts.started.then(() => {
    // hidden needs a tray to be found again
    if (hidden() && !desktop.current().tray && !windows.isMainVisible()) windows.showMain();
    const missing = ipc.unanswered();
    if (missing.length > 0) log.warn({ verbs: missing.join(' ') }, 'verbs that no part answers');
  });
  app.on('activate', () => windows.showMain());

  return {
    showMonitor: () => windows.showMonitor(),
    show(asked) {
      if (!asked.hidden || asked.page !== null) windows.showMain(asked.page ?? undefined);
    },
    async end() {
      windows.letGo();
      stopTheme();
      await stopParts.stop();
      await voice.end();
      ipc.stop();
    },
  };
}
