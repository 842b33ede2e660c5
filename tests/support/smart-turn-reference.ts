/** Smart Turn's input computed the plain way, all 800 frames from the samples: what the product must equal. */
import { periodicHann } from '../../electron/engine/dsp/hann-window.ts';
import { slaneyMelFilters } from '../../electron/engine/dsp/mel-filters.ts';
import { createRealFft } from '../../electron/engine/dsp/real-fft.ts';

const WINDOW = 128_000;
const filters = slaneyMelFilters({
  sampleRateHz: 16_000,
  fftSize: 400,
  melCount: 80,
  minHz: 0,
  maxHz: 8_000,
});
const hann = periodicHann(400);
const fft = createRealFft(400);
const padded = new Float64Array(WINDOW + 400);
const frame = new Float64Array(400);
const re = new Float64Array(201);
const im = new Float64Array(201);

/** [80, 800] features of the last 8 s of `samples`, zeros in front if there is less. */
export function smartTurnReference(samples: Float32Array, out = new Float64Array(64_000)): Float64Array {
  const last = samples.subarray(Math.max(0, samples.length - WINDOW));
  padded.fill(0);
  padded.set(last, 200 + WINDOW - last.length);
  let mean = 0;
  for (let i = 200; i < 200 + WINDOW; i++) mean += padded[i]! / WINDOW;
  let variance = 0;
  for (let i = 200; i < 200 + WINDOW; i++) variance += (padded[i]! - mean) ** 2 / WINDOW;
  const scale = 1 / Math.sqrt(variance + 1e-7);
  for (let i = 200; i < 200 + WINDOW; i++) padded[i] = (padded[i]! - mean) * scale;
  for (let i = 1; i <= 200; i++) {
    padded[200 - i] = padded[200 + i]!;
    padded[199 + WINDOW + i] = padded[199 + WINDOW - i]!;
  }
  let greatest = -Infinity;
  for (let t = 0; t < 800; t++) {
    for (let i = 0; i < 400; i++) frame[i] = padded[160 * t + i]! * hann[i]!;
    fft.forward(frame, 0, re, im);
    for (let bin = 0; bin < 201; bin++) re[bin] = re[bin]! * re[bin]! + im[bin]! * im[bin]!;
    filters.forEach(({ start, weights }, mel) => {
      let energy = 0;
      for (let i = 0; i < weights.length; i++) energy += weights[i]! * re[start + i]!;
      const log = Math.log10(Math.max(energy, 1e-10));
      out[mel * 800 + t] = log;
      if (log > greatest) greatest = log;
    });
  }
  for (let i = 0; i < out.length; i++) out[i] = (Math.max(out[i]!, greatest - 8) + 4) / 4;
  return out;
}
