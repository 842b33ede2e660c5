/** What the speaker plays, addressed by clock time: silence where nothing was played. Fixed memory. */
import { msToSamples, samplesToMs } from '../../contract/audio.ts';
import type { Ms } from '../../contract/audio.ts';
import { createSampleRing } from '../dsp/sample-ring.ts';
import { echoTuning } from './tuning.ts';

export interface FarEndBuffer {
  /** Copies. Sound that is not finite becomes silence. */
  push(samples: Float32Array, playsAtMs: Ms): void;
  /** Clock time of the last audible sample pushed; -Infinity when there was none. */
  readonly audibleUntilMs: Ms;
  /** The samples that follow those of the last call, kept in step with the time `fromMs` of the first. */
  readInto(out: Float32Array, fromMs: Ms): void;
}

export function createFarEndBuffer(): FarEndBuffer {
  const { farHeldMs, sameRunMs, stampTrust, farSilencePeak } = echoTuning;
  const slack = msToSamples(sameRunMs);
  const ring = createSampleRing(msToSamples(farHeldMs));
  const clean = new Float32Array(4_096);
  /** Clock time of position 0, as the latest stamps have it. */
  let originMs: Ms | null = null;
  let nextWrite = 0;
  let nextRead = 0;
  let audibleUntilMs: Ms = -Infinity;

  function store(samples: Float32Array): void {
    let audible = -1;
    for (let i = 0; i < samples.length; i++) {
      const value = samples[i]!;
      clean[i] = value >= -1 && value <= 1 ? value : value > 1 ? 1 : value < -1 ? -1 : 0;
      if (Math.abs(clean[i]!) > farSilencePeak) audible = i;
    }
    ring.write(clean.subarray(0, samples.length), nextWrite);
    if (audible >= 0) audibleUntilMs = originMs! + samplesToMs(nextWrite + audible + 1);
    nextWrite += samples.length;
  }

  return {
    get audibleUntilMs() {
      return audibleUntilMs;
    },
    push(samples, playsAtMs) {
      if (!Number.isFinite(playsAtMs)) return;
      originMs ??= playsAtMs;
      const offMs = playsAtMs - originMs - samplesToMs(nextWrite);
      if (Math.abs(offMs) <= sameRunMs) originMs += offMs * stampTrust;
      else nextWrite = Math.max(0, nextWrite + msToSamples(offMs));
      for (let from = 0; from < samples.length; from += clean.length) {
        store(samples.subarray(from, from + clean.length));
      }
    },
    readInto(out, fromMs) {
      const at = originMs === null ? -out.length : msToSamples(fromMs - originMs);
      const off = at - nextRead;
      nextRead += Math.abs(off) > slack ? off : Math.sign(off);
      if (nextRead >= 0) {
        ring.readInto(out, nextRead);
      } else {
        out.fill(0);
        // The first push may lie inside this block.
        if (nextRead > -out.length) ring.readInto(out.subarray(-nextRead), 0);
      }
      nextRead += out.length;
    },
  };
}
