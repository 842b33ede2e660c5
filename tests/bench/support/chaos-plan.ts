/** What goes wrong, in which order and for how long: all of it from a seed, so that a run can be played again. Pure. */
import { createSeededRandom } from './seeded-random.ts';

export const troubles = [
  /** The victim's voice detector takes longer than a frame. */
  'slowVad',
  /** It throws. */
  'throwingVad',
  /** Its recogniser takes a second and a half, throws, or is dead. */
  'slowRecognizer',
  'throwingRecognizer',
  'deadRecognizer',
  /** Whoever listens to its events throws. */
  'throwingListener',
  /** Whoever plays its voice throws. */
  'throwingLine',
  /** Its microphone goes away and comes back; or sends noise in pieces of any size. */
  'lostDevice',
  'garbageSound',
  /** Of everybody: the event loop stands still; nothing can be written. */
  'stalledLoop',
  'fullDisk',
  /** Another voice process is killed in mid-turn. */
  'killedProcess',
] as const;

export type Trouble = (typeof troubles)[number];

export interface ChaosStep {
  readonly number: number;
  readonly trouble: Trouble;
  readonly lastsMs: number;
  /** For what the trouble itself draws. */
  readonly seed: number;
}

/** How long each lasts, in ms; a lost device is told after 2.5 s. */
const lengths: Readonly<Record<Trouble, readonly [least: number, most: number]>> = {
  slowVad: [400, 1_500],
  throwingVad: [200, 900],
  slowRecognizer: [800, 2_000],
  throwingRecognizer: [800, 2_000],
  deadRecognizer: [800, 2_000],
  throwingListener: [300, 1_500],
  throwingLine: [500, 1_500],
  lostDevice: [3_200, 3_800],
  garbageSound: [300, 1_500],
  stalledLoop: [150, 900],
  fullDisk: [300, 600],
  killedProcess: [0, 0],
};

/** Every trouble comes once before any comes again. @param seconds of trouble, recoveries not counted */
export function planChaos(seed: number, seconds: number): ChaosStep[] {
  const random = createSeededRandom(seed);
  const steps: ChaosStep[] = [];
  let left: Trouble[] = [];
  for (let spentMs = 0; spentMs < seconds * 1_000;) {
    if (left.length === 0) left = [...troubles];
    const trouble = left.splice(random.between(0, left.length - 1), 1)[0]!;
    const lastsMs = random.between(...lengths[trouble]);
    steps.push({ number: steps.length + 1, trouble, lastsMs, seed: random.between(0, 2 ** 31) });
    spentMs += Math.max(500, lastsMs);
  }
  return steps;
}
