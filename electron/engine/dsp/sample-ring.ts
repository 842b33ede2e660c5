/**
 * The recent past of one stream of samples, addressed by absolute position. Fixed memory; older samples are
 * overwritten, and what is not held (too old, never written, still to come) reads as silence.
 */

export interface SampleRing {
  /** Position after the newest sample. */
  readonly endSamples: number;
  /** Oldest position still held. */
  readonly startSamples: number;
  /**
   * Stores `samples` at `startSamples`; a gap before them becomes silence, and what lies before the end already
   * held is ignored (positions only move forward). Copies.
   */
  write(samples: Float32Array, startSamples: number): void;
  /** A new array of `toSamples - fromSamples` samples; empty when the range is. */
  read(fromSamples: number, toSamples: number): Float32Array;
  /** The same into `out`, from `fromSamples` on, without allocating. */
  readInto(out: Float32Array, fromSamples: number): void;
}

/** @param capacitySamples what is held at most: 35 s at 16 kHz are 560,000 */
export function createSampleRing(capacitySamples: number): SampleRing {
  const ring = new Float32Array(capacitySamples);
  let end = 0;
  let oldest = 0;

  /** Silence at [from, to), at most once round. */
  function clearRange(from: number, to: number): void {
    if (to - from >= capacitySamples) {
      ring.fill(0);
      return;
    }
    const at = from % capacitySamples;
    const first = Math.min(to - from, capacitySamples - at);
    ring.fill(0, at, at + first);
    ring.fill(0, 0, to - from - first);
  }

  function readInto(out: Float32Array, from: number): void {
    const start = Math.max(from, oldest);
    const stop = Math.min(from + out.length, end);
    if (start >= stop) {
      out.fill(0);
      return;
    }
    out.fill(0, 0, start - from);
    out.fill(0, stop - from);
    const at = start % capacitySamples;
    const first = Math.min(stop - start, capacitySamples - at);
    out.set(ring.subarray(at, at + first), start - from);
    if (stop - start > first) out.set(ring.subarray(0, stop - start - first), start - from + first);
  }

  return {
    get endSamples() {
      return end;
    },
    get startSamples() {
      return oldest;
    },
    write(samples, startSamples) {
      const stop = startSamples + samples.length;
      if (samples.length === 0 || stop <= end) return;
      if (startSamples > end) {
        if (end === 0) oldest = startSamples;
        else clearRange(end, startSamples);
      }
      const from = Math.max(startSamples, end, stop - capacitySamples);
      const offset = from - startSamples;
      const at = from % capacitySamples;
      const first = Math.min(stop - from, capacitySamples - at);
      ring.set(samples.subarray(offset, offset + first), at);
      if (stop - from > first) ring.set(samples.subarray(offset + first), 0);
      end = stop;
      oldest = Math.max(oldest, end - capacitySamples);
    },
    read(fromSamples, toSamples) {
      const out = new Float32Array(Math.max(0, toSamples - fromSamples));
      readInto(out, fromSamples);
      return out;
    },
    readInto,
  };
}
