/** Plays a plan of troubles on a rig and holds every promise against it after each step. */
import { copyFileSync, mkdirSync, statfsSync, truncateSync, writeFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SessionEvent } from '../../../electron/contract/events.ts';
import { planChaos } from './chaos-plan.ts';
import type { ChaosStep } from './chaos-plan.ts';
import { openChaosRig } from './chaos-rig.ts';
import type { ChaosRig } from './chaos-rig.ts';
import { inspectStore, runKillRound, toldTurns } from './kill-loop.ts';

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
const manifest = fileURLToPath(new URL('../../../native-models/manifest.json', import.meta.url));

export interface ChaosOptions {
  readonly seed: number;
  readonly seconds: number;
  /** Empty. */
  readonly folder: string;
  /** A disk of its own that may be filled: its folder; null leaves that trouble out. */
  readonly disk: string | null;
  readonly onStep?: (step: ChaosStep, tookMs: number) => void;
  /** Breaks a promise on purpose, so that it is seen to be noticed. */
  readonly sabotage?: boolean;
}

export interface ChaosReport {
  readonly steps: number;
  readonly skipped: number;
  /** Finals of the session nobody touched. */
  readonly finals: number;
  /** The step and what was promised, in words; empty when every promise was kept. */
  readonly broken: readonly string[];
}

/** After the end of a trouble, everything is as before. */
const RECOVERY_MS = 2_000;
/** Some stages are only asked once in a sentence, of which there is one every five seconds. */
const STRIKES_WITHIN_MS = 12_000;

/** Somebody is being heard. */
const hearingPhases: ReadonlySet<string> = new Set(['listening', 'endpointing', 'interrupted']);

/** Turns of the session that began and have neither text nor a reason why not. */
function lostTurns(rig: ChaosRig): number[] {
  const open = new Set<number>();
  for (const event of rig.untouched.events) {
    if (event.type === 'speechStart') open.add(event.turn_id);
    if (event.type === 'finalTranscription' || event.type === 'turnDiscarded') open.delete(event.turn_id);
  }
  return [...open];
}

function fillDisk(disk: string): string {
  const path = join(disk, 'filler');
  const { bavail, bsize } = statfsSync(disk);
  try {
    writeFileSync(path, Buffer.alloc(bavail * bsize));
  } catch {
    // full is what was wanted
  }
  return path;
}

async function until(fits: () => boolean, limitMs: number): Promise<boolean> {
  for (const endAt = performance.now() + limitMs; !fits(); await sleep(10))
    if (performance.now() > endAt) return false;
  return true;
}

/** Lets a stage of the victim go wrong until it has, and for as long as the step says. */
async function strike(
  rig: ChaosRig,
  { trouble, lastsMs }: ChaosStep,
  since: () => readonly SessionEvent[],
): Promise<string[]> {
  const before = rig.strikes;
  rig.trouble = trouble;
  const struck = await until(() => rig.strikes > before, STRIKES_WITHIN_MS);
  await sleep(lastsMs);
  rig.trouble = null;
  if (!struck) return ['it never came to it'];
  if (trouble !== 'deadRecognizer' && trouble !== 'throwingRecognizer') return [];
  const told = await until(() => since().some((event) => event.type === 'error'), RECOVERY_MS);
  return told ? [] : ['that nothing could be recognised was not told'];
}

/** Makes the trouble and ends it. @returns promises broken during it */
async function make(rig: ChaosRig, step: ChaosStep, { folder, disk }: ChaosOptions): Promise<string[]> {
  const victim = await rig.victim();
  const seen = victim.events.length;
  const since = () => victim.events.slice(seen);
  switch (step.trouble) {
    case 'stalledLoop':
      for (const endAt = performance.now() + step.lastsMs; performance.now() < endAt;);
      return [];
    case 'lostDevice':
    case 'garbageSound': {
      if (!victim.speaker) return [];
      victim.speaker.mood = step.trouble === 'lostDevice' ? 'lost' : 'garbage';
      await sleep(step.lastsMs);
      victim.speaker.mood = 'speaking';
      if (step.trouble === 'garbageSound') return [];
      const told = since().some((event) => event.type === 'captureState' && event.code === 'mic_stalled');
      return told ? [] : ['the lost device was not told'];
    }
    case 'fullDisk': {
      if (!disk) return [];
      const before = rig.storeFaults.length;
      const filler = fillDisk(disk);
      await rig.ask('Make a note that the disk is full.', RECOVERY_MS);
      await rig.ask('What time is it?', RECOVERY_MS);
      await sleep(step.lastsMs);
      truncateSync(filler);
      rmSync(filler);
      const told = rig.storeFaults.slice(before).map(({ code }) => code);
      return told.includes('store_full')
        ? []
        : [`the full disk was not told: ${told.join(', ') || 'nothing'}`];
    }
    case 'killedProcess': {
      const dataFolder = join(folder, `killed-${step.number}`);
      const modelRoot = join(dataFolder, 'no-models');
      mkdirSync(modelRoot, { recursive: true });
      copyFileSync(manifest, join(modelRoot, 'manifest.json'));
      return [...(await runKillRound({ seed: step.seed, dataFolder, modelRoot })).wrong];
    }
    default:
      return strike(rig, step, since);
  }
}

async function recover(rig: ChaosRig): Promise<string[]> {
  const broken: string[] = [];
  const answeredMs = await rig.ask('What is two plus two?', RECOVERY_MS);
  if (answeredMs === null) broken.push(`no answer within ${RECOVERY_MS} ms`);
  const victim = await rig.victim();
  const hears = () => (victim.session.ages().deafMs ?? Infinity) < 300;
  if (!(await until(hears, RECOVERY_MS))) broken.push(`the session it happened to hears nothing after it`);
  if (rig.untouched.events.some(({ type }) => type === 'sessionEnded'))
    broken.push('the session nobody touched has ended');
  for (const event of rig.untouched.events)
    if (event.type === 'error' && !event.code.startsWith('store_'))
      broken.push(`the session nobody touched was told ${event.code}`);
  return broken;
}

export async function runChaos(options: ChaosOptions): Promise<ChaosReport> {
  const { seed, seconds, folder, disk } = options;
  const dataFolder = join(disk ?? folder, 'data');
  mkdirSync(dataFolder, { recursive: true });
  const steps = planChaos(seed, seconds);
  const rig = await openChaosRig(dataFolder, seed);
  const broken: string[] = [];
  let done = 0;
  let skipped = 0;
  try {
    for (const step of steps) {
      if (step.trouble === 'fullDisk' && !disk) {
        skipped++;
        continue;
      }
      const startedAt = performance.now();
      const found = [...(await make(rig, step, options)), ...(await recover(rig)), ...rig.complaints()];
      broken.push(...found.map((what) => `step ${step.number} (${step.trouble}): ${what}`));
      done++;
      options.onStep?.(step, performance.now() - startedAt);
      if (broken.length > 0) break;
    }
    // the last sentence is let come to its end
    const quiet = () => lostTurns(rig).length === 0 && !hearingPhases.has(rig.untouched.session.phase);
    rig.untouched.speaker!.mood = 'quiet';
    await until(quiet, 15_000);
    for (const turn of lostTurns(rig)) broken.push(`end: turn ${turn} of the untouched session has no final`);
  } finally {
    await rig.close();
  }
  const finals = rig.untouched.events.filter(({ type }) => type === 'finalTranscription').length;
  if (finals === 0 && done > 1) broken.push('end: the untouched session heard nothing');
  const told = toldTurns(rig.all, new Map());
  if (options.sabotage && told[0]) told.push({ ...told[0], turn: 9_999 });
  for (const what of await inspectStore(dataFolder, told)) broken.push(`end: ${what}`);
  return { steps: done, skipped, finals, broken };
}
