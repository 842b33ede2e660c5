/**
 * How long things took, in fixed memory: recording writes one number into an array and allocates nothing. Values fall
 * into buckets of 1/16 of a power of two of microseconds, so a percentile is at most 6.25 % above the true one.
 */
import type { Ms } from '../../contract/audio.ts';

const SUB_BITS = 4;
const SUB_BUCKETS = 1 << SUB_BITS;
/** Up to 2^30 microseconds, some 18 minutes; what is longer falls into the last bucket. */
const EXPONENTS = 31 - SUB_BITS;
const BUCKETS = EXPONENTS * SUB_BUCKETS;
const GREATEST_MICROS = 2 ** 30 - 1;
/** Places of the fractions that are kept. */
const SUM = 0;
const MAX = 1;

function bucketOf(micros: number): number {
  if (micros < SUB_BUCKETS) return micros;
  const exponent = 31 - Math.clz32(micros);
  const shift = exponent - SUB_BITS;
  return (shift + 1) * SUB_BUCKETS + ((micros >>> shift) - SUB_BUCKETS);
}

/** The greatest value that falls into a bucket, in microseconds. */
function upperEdge(bucket: number): number {
  if (bucket < SUB_BUCKETS) return bucket;
  const shift = Math.floor(bucket / SUB_BUCKETS) - 1;
  return (SUB_BUCKETS + (bucket % SUB_BUCKETS) + 1) * 2 ** shift - 1;
}

export interface LatencyHistogram {
  record(ms: Ms): void;
  readonly count: number;
  readonly sumMs: Ms;
  readonly maxMs: Ms;
  /** @param share 0 to 1 @returns 0 when nothing was recorded; never above the greatest value */
  percentile(share: number): Ms;
  /** Adds what another one counted. */
  add(other: LatencyHistogram): void;
  clear(): void;
  /** @internal for `add` */
  readonly counts: Uint32Array;
}

export function createLatencyHistogram(): LatencyHistogram {
  const counts = new Uint32Array(BUCKETS);
  // a fraction that is kept in a variable is a new object at each change; in an array it is overwritten
  const sums = new Float64Array(2);
  let count = 0;
  return {
    counts,
    record(ms) {
      if (!(ms >= 0)) return;
      const micros = Math.min(GREATEST_MICROS, Math.round(ms * 1_000));
      const bucket = bucketOf(micros);
      counts[bucket] = counts[bucket]! + 1;
      count++;
      sums[SUM] = sums[SUM]! + ms;
      if (ms > sums[MAX]!) sums[MAX] = ms;
    },
    get count() {
      return count;
    },
    get sumMs() {
      return sums[SUM]!;
    },
    get maxMs() {
      return sums[MAX]!;
    },
    percentile(share) {
      if (count === 0) return 0;
      const rank = Math.max(1, Math.ceil(share * count));
      let seen = 0;
      for (let bucket = 0; bucket < BUCKETS; bucket++) {
        seen += counts[bucket]!;
        if (seen >= rank) return Math.min(sums[MAX]!, upperEdge(bucket) / 1_000);
      }
      return sums[MAX]!;
    },
    add(other) {
      for (let bucket = 0; bucket < BUCKETS; bucket++) {
        counts[bucket] = counts[bucket]! + other.counts[bucket]!;
      }
      count += other.count;
      sums[SUM] = sums[SUM]! + other.sumMs;
      sums[MAX] = Math.max(sums[MAX]!, other.maxMs);
    },
    clear() {
      counts.fill(0);
      count = 0;
      sums.fill(0);
    },
  };
}
