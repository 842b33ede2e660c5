/**
 * What does not need a model: data folder, settings, history, model files, language model. Opened once by the host
 * of the engine and closed after it. A part that fails is told and replaced by one that forgets.
 */
import { watch } from 'node:fs';
import { homedir } from 'node:os';
import { basename, join } from 'node:path';
import type { MonoSound } from '../contract/audio.ts';
import type { ModelView } from '../contract/desk-views.ts';
import { ok } from '../contract/errors.ts';
import type { Fault, Result } from '../contract/errors.ts';
import type { Settings } from '../contract/settings.ts';
import type { TurnRecord } from '../contract/turns.ts';
import type { SkillStorage } from './brain/skill-storage.ts';
import { listCaptureDevices } from './capture/devices.ts';
import { diagnose } from './diagnose.ts';
import type { DiagnoseParts, Finding } from './diagnose.ts';
import { tryLanguageModel } from './brain/language-model/try-language-model.ts';
import type { Downloads } from './models/download-port.ts';
import { findModelRoot } from './models/find-root.ts';
import { inspectModels } from './models/inspect.ts';
import type { LibraryReport } from './models/inspect.ts';
import { createModelShelf } from './models/model-shelf.ts';
import { createModelLibrary } from './models/model-library.ts';
import type { InspectableLibrary } from './models/model-library.ts';
import { createNetwork } from './network/network.ts';
import type { Network } from './network/network-port.ts';
import { listPlaybackDevices } from './playback/devices.ts';
import { createRealClock } from './runtime/clock.ts';
import type { Logger } from './runtime/logger.ts';
import { locateDataFolder, openDataFolder } from './store/data-folder.ts';
import { withFileLock } from './store/file-lock.ts';
import { openHistory } from './store/history-store.ts';
import type { HistoryPolicy, HistoryStore } from './store/history-port.ts';
import type { LanguageModelTrial } from './setting-uses.ts';
import { llmToTry, needsModel } from './setting-uses.ts';
import { maskSecrets } from './store/setting-paths.ts';
import { openSettings } from './store/settings-file.ts';
import type { SettingsFile } from './store/settings-file.ts';
import { createTurnAudio } from './store/turn-audio.ts';
import type { AudioPolicy, TurnAudio } from './store/turn-audio.ts';

export interface ServicesOptions {
  readonly log: Logger;
  /** Settings for this run only. */
  readonly override?: Partial<Settings>;
  /** Default: PARLEY_DATA or the platform's place. */
  readonly dataFolder?: string;
  /** Default: PARLEY_MODELS or native-models beside the program. */
  readonly modelRoot?: string;
  /** A packaged app's resources folder. */
  readonly resourcesPath?: string;
}

export interface Services {
  readonly dataFolder: string;
  /** The settings in force: the file's, with this run's overrides. */
  settings(): Settings;
  /** The same to be shown: secrets are masked. */
  shownSettings(): Settings;
  readonly settingsFile: SettingsFile;
  readonly models: InspectableLibrary;
  /** The one way out of this machine; follows the setting `network`. */
  readonly network: Network;
  /** Downloads of models that a catalogue lists. */
  readonly downloads: Downloads;
  /**
   * Every model there is or could be: bundled, the user's, and those of the catalogues.
   * @param inUse names of the models that the engine holds; those that the settings name count as well
   */
  listModelViews(inUse: readonly string[]): Promise<readonly ModelView[]>;
  /**
   * The licence to be shown before a download or of an installed model; fetched where the catalogue does not hold it.
   * Errors: `model_unknown`, `network_off`, `download_failed`, `download_corrupt`, `file_unreadable`.
   */
  modelLicence(
    name: string,
    signal?: AbortSignal,
  ): Promise<Result<{ readonly name: string; readonly text: string }>>;
  /** Errors: `model_unknown`, `model_bundled`, `model_in_use`, `store_readonly`, `file_unwritable`. */
  deleteModel(name: string, inUse: readonly string[]): Promise<Result<void>>;
  /** Called after a model was installed or deleted; returns how to stop. */
  onModelsChanged(listener: () => void): () => void;
  /**
   * Asks the language model of the settings, or one given here before it is saved. A key that is given as SECRET_MASK
   * or not at all is the saved one, and is sent to the saved server only. Ten seconds at most. Errors: `llm_none`, those
   * of a reply, `bad_argument` (no model is named and the server names none), `closed` when aborted.
   */
  testLanguageModel(
    given: LanguageModelTrial,
    signal?: AbortSignal,
  ): Promise<Result<{ readonly models: readonly string[]; readonly first_token_ms: number }>>;
  /** Checks every file of every model. */
  inspectModels(): Promise<LibraryReport>;
  readonly history: HistoryStore;
  readonly audio: TurnAudio;
  readonly skills: SkillStorage;
  listDevices(): ReturnType<DiagnoseParts['listDevices']>;
  /** Looks at everything the engine stands on; `onStep` is told what is looked at. */
  diagnose(onStep: (name: string) => void): Promise<readonly Finding[]>;
  /** Problems met so far. */
  faults(): readonly Fault[];
  /** Tells problems met from now on; the returned function ends it. */
  onFault(listener: (fault: Fault) => void): () => void;
  /**
   * Saves a finished turn, durable when it returns if the disk allows, and keeps its sound as the settings say. With
   * a history that is not kept both are held in memory until Parley ends.
   */
  keepTurn(record: TurnRecord, sound: MonoSound | null): void;
  /** Called after the settings in force have changed, here or by another process; returns how to stop. */
  onSettings(listener: (now: Settings) => void): () => void;
  /** Waits for what is still being written. */
  close(): Promise<void>;
}

function policyOf({ history }: Settings): HistoryPolicy {
  return { keep: history.keep, maxAgeDays: history.maxAgeDays };
}

function audioPolicyOf({ history }: Settings): AudioPolicy {
  return {
    onDisk: history.keep && history.audioOnDisk,
    maxMegabytes: history.audioMaxMegabytes,
    maxAgeDays: history.audioMaxAgeDays,
  };
}

/** Another process (`parley settings`) may change the file: what it says counts here at once, too. */
function followSettings(file: SettingsFile, folder: string): () => void {
  try {
    const watcher = watch(folder, { persistent: false }, (_event, name) => {
      if (name === basename(file.path)) file.reload();
    });
    watcher.on('error', () => watcher.close());
    return () => watcher.close();
  } catch {
    // a folder that cannot be watched is one whose settings do not change
    return () => {};
  }
}

/** Whether a file's fault only repeats that its folder cannot be used. */
function followsFrom(folder: Fault, file: Fault): boolean {
  const notAFolder = folder.code === 'file_unwritable';
  return (
    file.code === 'store_readonly' ||
    file.code === folder.code ||
    (notAFolder && file.code === 'file_unreadable')
  );
}

async function listDevices() {
  const [microphones, speakers] = await Promise.all([listCaptureDevices(), listPlaybackDevices()]);
  return { microphones, speakers };
}

/** Errors: `bad_argument` (no home folder), `model_missing` (no manifest), `addon_missing` (no database). */
export async function openServices(options: ServicesOptions): Promise<Result<Services>> {
  const { log } = options;
  const located = locateDataFolder({ platform: process.platform, env: process.env, home: homedir() });
  if (!located.ok && !options.dataFolder) return located;
  const place = options.dataFolder ?? (located.ok ? located.value.path : '');
  // told whoever found the place, unless another folder was asked for
  const lost = located.ok && located.value.path === place ? located.value.fault : null;
  const override = options.modelRoot ?? process.env['PARLEY_MODELS'];
  const root = findModelRoot({
    callerUrl: import.meta.url,
    ...(override ? { override } : {}),
    ...(options.resourcesPath ? { resourcesPath: options.resourcesPath } : {}),
  });
  if (!root.ok) return root;
  const folder = openDataFolder(place);
  const faults: Fault[] = [lost, folder.fault].filter((fault) => fault !== null);
  const listeners = new Set<(fault: Fault) => void>();
  let opening = true;
  const note = (fault: Fault) => {
    // told of the folder, it need not be told of each file in it
    if (opening && folder.fault && followsFrom(folder.fault, fault)) return;
    faults.push(fault);
    for (const listener of listeners) listener(fault);
    log.warn({ code: fault.code }, 'store');
  };
  const settingsFile = openSettings(folder.path);
  settingsFile.faults().forEach(note);
  const settings = (): Settings => ({ ...settingsFile.current(), ...options.override });
  const opened = await openHistory({
    folder: folder.path,
    observer: { onFault: note, onRecovered: () => log.info({}, 'the history is being saved again') },
    ...policyOf(settings()),
  });
  if (!opened.ok) return opened;
  opening = false;
  const history = opened.value;
  const audio = createTurnAudio({ folder: folder.path, onFault: note, ...audioPolicyOf(settings()) });
  const stopWatching = settingsFile.onChange(() => {
    history.configure(policyOf(settings()));
    audio.configure(audioPolicyOf(settings()));
  });

  const userRoot = join(folder.path, 'models');
  const models = createModelLibrary({
    roots: [root.value],
    userRoot,
    quarantineFolder: join(folder.path, 'quarantine'),
  });

  const network = createNetwork(settings().network);
  const stopPolicy = settingsFile.onChange(() => network.setMode(settings().network));
  const clock = createRealClock();
  const shelf = createModelShelf({
    library: models,
    userRoot,
    catalogPaths: [join(root.value, 'catalog.json'), join(userRoot, 'catalog.json')],
    network,
    clock,
    exclusively: (work) => withFileLock(join(userRoot, 'manifest.lock'), work),
    neededBySettings: (name) => needsModel(settings(), userRoot, name),
  });
  const stopFollowing = followSettings(settingsFile, folder.path);

  return ok({
    dataFolder: folder.path,
    settings,
    shownSettings: () => maskSecrets(settings()),
    settingsFile,
    models,
    network,
    downloads: shelf.downloads,
    listModelViews: shelf.listViews,
    modelLicence: shelf.licence,
    deleteModel: shelf.remove,
    onModelsChanged: shelf.onChanged,
    testLanguageModel: (given, signal) =>
      tryLanguageModel({
        llm: llmToTry(settings().llm, given),
        network,
        clock,
        signal: signal ?? new AbortController().signal,
      }),
    inspectModels: () => inspectModels(models),
    history,
    audio,
    skills: history.skills,
    listDevices,
    diagnose: (onStep) =>
      diagnose(
        {
          dataFolder: folder.path,
          settings: settings(),
          storeFaults: faults,
          needed: settingsFile.needed(),
          inspectModels: () => inspectModels(models),
          listDevices,
        },
        onStep,
      ),
    faults: () => faults,
    onFault(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    keepTurn(record, sound) {
      // the policies of both decide what reaches the disk: a history that is not kept is still there to be looked at
      history.saveTurn(record);
      if (sound) audio.keep(record, sound);
    },
    onSettings: (listener) => settingsFile.onChange(() => listener(settings())),
    async close() {
      stopFollowing();
      stopWatching();
      stopPolicy();
      await shelf.close();
      network.close();
      await audio.settled();
      history.close();
    },
  });
}
