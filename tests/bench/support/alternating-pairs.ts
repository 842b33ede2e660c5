/**
 * Ratios of two works measured side by side: A/B/B/A, the first pair thrown away, pairs during which the machine
 * ran at another speed dropped. Owns the method, not what is measured.
 */

export interface PairOptions {
  readonly pairs: number;
  /** Called with the pair's number, 0 upwards. Its time is taken unless it resolves with a measure of its own. */
  readonly a: (pair: number) => Promise<void | number>;
  readonly b: (pair: number) => Promise<void | number>;
}

export interface PairResult {
  /** Time of a over time of b, one a pair kept. */
  readonly ratios: readonly number[];
  readonly dropped: number;
}

/** Largest deviation of the calibration loop from its median in a pair that is kept. */
const CALIBRATION_SPREAD = 0.15;

/** A fixed piece of arithmetic whose time tells how fast the machine is just now, in ms. */
function calibrate(): number {
  const startedAt = performance.now();
  let x = 1;
  for (let i = 0; i < 3_000_000; i++) x = Math.imul(x, 1_664_525) + 1_013_904_223;
  return performance.now() - startedAt + (x === 0 ? 1e-9 : 0);
}

async function timeOf(work: () => Promise<void | number>): Promise<number> {
  const startedAt = performance.now();
  const measured = await work();
  return typeof measured === 'number' ? measured : performance.now() - startedAt;
}

export async function measurePairs({ pairs, a, b }: PairOptions): Promise<PairResult> {
  const measured: { ratio: number; calibration: number }[] = [];
  calibrate();
  for (let pair = 0; pair <= pairs; pair++) {
    const calibration = calibrate();
    const aFirst = pair % 2 === 0;
    const first = await timeOf(() => (aFirst ? a(pair) : b(pair)));
    const second = await timeOf(() => (aFirst ? b(pair) : a(pair)));
    if (pair > 0) measured.push({ ratio: aFirst ? first / second : second / first, calibration });
  }
  const usual = median(measured.map(({ calibration }) => calibration));
  const kept = measured.filter(
    ({ calibration }) => Math.abs(calibration - usual) <= CALIBRATION_SPREAD * usual,
  );
  return { ratios: kept.map(({ ratio }) => ratio), dropped: measured.length - kept.length };
}

/** The middle value, NaN for none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((x, y) => x - y);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}

/** The 95 % interval of the median from 2,000 resamples drawn with a fixed seed. */
export function bootstrapMedian(values: readonly number[]): readonly [number, number] {
  let state = 12_345;
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  const medians = Array.from({ length: 2000 }, () =>
    median(values.map(() => values[Math.floor(next() * values.length)]!)),
  ).sort((x, y) => x - y);
  return [medians[50]!, medians[1949]!];
}
