/** The periodic Hann window used for short-time spectra. */

/** 0.5 - 0.5 cos(2 pi n / size) for n below `size`: one period, so that the window is zero at n = 0 only. */
export function periodicHann(size: number): Float64Array {
  return Float64Array.from({ length: size }, (_, n) => 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / size));
}
