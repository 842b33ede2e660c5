/**
 * Makes a fresh clone ready, step by step, and says nothing when it already is. Uses only what Node brings, since it
 * runs before any package is there.
 *
 *   light    what talking in a terminal needs
 *   browser  and the interface, for `parley serve`
 *   app      and Electron with its libraries
 *   package  the same and what makes an installer
 *   full     and what the tests need
 *
 *   node build/setup/setup.mjs [--light]
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, buildNeeded } from './build-output.mjs';
import { ELECTRON_LOCK, ensureElectronRuntime, findElectronRuntime } from './electron-runtime.mjs';
import { buildInterface, interfaceNeeded } from './interface-output.mjs';
import { requireNodeVersion } from './node-version.mjs';
import { installPackages, packagesNeeded } from './packages.mjs';
import { cacheFolder } from './paths.mjs';
import { createProgress } from './progress.mjs';
import { SetupError, reportFailure } from './setup-error.mjs';
import { withSetupLock } from './setup-lock.mjs';
import {
  askForLibraries,
  installLibraries,
  isRoot,
  librariesNeeded,
  otherSystemAdvice,
} from './system-libraries.mjs';
import { requireWeights } from './weights.mjs';

/** @typedef {'light' | 'browser' | 'app' | 'package' | 'full'} Tier */
/** @typedef {import('./system-libraries.mjs').LibraryGroup} LibraryGroup */
/** @typedef {import('./progress.mjs').Progress} Progress */
/**
 * @typedef {object} Step
 * @property {string} title
 * @property {() => Promise<string | null> | string | null} needed why it has to run; null: nothing to do
 * @property {(update: (text: string) => void) => Promise<unknown>} run
 * @property {string} [lock] name of the lock it works under; default: that of all others
 */
/** @typedef {{ readonly beside: readonly (readonly Step[])[] }} Fork rows of steps that do not need each other */

/** Shows a line once per clone: advice that was given is not repeated at every start. @param {Progress} progress @param {string} name @param {string} line */
function adviseOnce(progress, name, line) {
  const told = join(cacheFolder, `told-${name}`);
  if (existsSync(told)) return;
  progress.note(line);
  mkdirSync(cacheFolder, { recursive: true });
  writeFileSync(told, `${line}\n`);
}

/** @param {Progress} progress @returns {Step} the sound libraries; without them files still work, so this never stops */
function audioLibraries(progress) {
  return {
    title: 'Sound libraries',
    async needed() {
      const missing = await librariesNeeded(['audio']);
      if (missing.length === 0) return null;
      if (isRoot()) return 'missing';
      const { help } = await askForLibraries(missing);
      adviseOnce(progress, 'sound-libraries', `For microphone and speaker. ${help}`);
      return null;
    },
    async run(update) {
      try {
        await installLibraries(await librariesNeeded(['audio']), update);
      } catch (thrown) {
        if (!(thrown instanceof SetupError)) throw thrown;
        progress.note(`${thrown.message} ${thrown.help} Parley goes on without microphone and speaker.`);
      }
    },
  };
}

/**
 * Libraries without which what comes next cannot work: stops with the line to type where we may not install.
 * @param {Progress} progress @param {readonly LibraryGroup[]} groups @returns {Step}
 */
function neededLibraries(progress, groups) {
  return {
    title: 'System libraries',
    async needed() {
      const advice = otherSystemAdvice(groups);
      if (advice) adviseOnce(progress, 'system-libraries', advice);
      const missing = await librariesNeeded(groups);
      if (missing.length === 0) return null;
      if (!isRoot()) throw await askForLibraries(missing);
      return 'missing';
    },
    run: async (update) => installLibraries(await librariesNeeded(groups), update),
  };
}

/** @type {Step} */
const packages = {
  title: 'Packages',
  needed: () => packagesNeeded(),
  run: (update) => installPackages(update),
};
/** @type {Step} */
const compile = { title: 'Build', needed: () => buildNeeded(), run: (update) => build(update) };
/** @type {Step} */
const drawInterface = {
  title: 'Interface',
  needed: () => interfaceNeeded(),
  run: (update) => buildInterface(update),
};
/** @type {Step} */
const electron = {
  title: 'Electron',
  needed: () => (findElectronRuntime() ? null : 'not here yet'),
  run: (update) => ensureElectronRuntime(update),
  lock: ELECTRON_LOCK,
};
/** One computes, the other waits for the network. @type {Fork} */
const compiledWithElectron = { beside: [[compile, drawInterface], [electron]] };

/**
 * @param {Tier} tier
 * @param {Progress} progress
 * @returns {(Step | Fork)[]} in order: what fails for want of a typed line comes first
 */
function stepsOf(tier, progress) {
  switch (tier) {
    case 'light':
      return [packages, compile, audioLibraries(progress)];
    case 'browser':
      return [packages, compile, drawInterface, audioLibraries(progress)];
    case 'app':
      return [
        neededLibraries(progress, ['desktop']),
        packages,
        compiledWithElectron,
        audioLibraries(progress),
      ];
    case 'package':
      return [neededLibraries(progress, ['packaging']), packages, compiledWithElectron];
    case 'full':
      return [
        neededLibraries(progress, ['audio', 'desktop', 'rig', 'packaging']),
        packages,
        compiledWithElectron,
      ];
  }
}

/**
 * Does what is left to do.
 * @param {Tier} tier
 * @param {Progress} [progress] default: stderr, so that stdout stays clean in a pipe
 * @throws {SetupError}
 */
export async function runSetup(tier, progress = createProgress(process.stderr)) {
  requireNodeVersion();
  requireWeights();
  await runSteps(stepsOf(tier, progress), progress);
}

/**
 * Of rows beside one another each comes to its end, and then the first that failed is told.
 * @param {readonly (Step | Fork)[]} steps @param {Progress} progress
 */
export async function runSteps(steps, progress) {
  for (const step of steps) {
    if ('beside' in step) {
      const ends = await Promise.allSettled(step.beside.map((row) => runSteps(row, progress)));
      const failed = ends.find((end) => end.status === 'rejected');
      if (failed) throw failed.reason;
      continue;
    }
    if ((await step.needed()) === null) continue;
    await withSetupLock(
      join(cacheFolder, step.lock ?? 'setup.lock'),
      (holder) => progress.note(`Another set-up is at work here (process ${holder}); waiting for it.`),
      async () => {
        // the other process may have done it meanwhile
        if ((await step.needed()) !== null) await progress.step(step.title, step.run);
      },
    );
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    await runSetup(process.argv.includes('--light') ? 'light' : 'full');
    console.error('All is set up. Start with: npm start');
  } catch (thrown) {
    reportFailure(thrown);
  }
}
