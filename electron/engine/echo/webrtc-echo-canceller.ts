/**
 * WebRTC's AEC3 behind the echo port: cuts 512-sample frames into the 10 ms blocks it wants, hands it the far end in
 * step, and switches it on and off without a click. While it runs, sound comes out 256 samples (16 ms) later: 128 are
 * AEC3's own, 128 let blocks that do not fill a frame wait for the next. Bypassed, nothing is delayed or touched: while
 * nothing is played, and while what is played does not reach the microphone.
 */
import { ENGINE_RATE_HZ, FRAME_MS, FRAME_SAMPLES, msToSamples } from '../../contract/audio.ts';
import type { Ms } from '../../contract/audio.ts';
import { faultFrom, ok } from '../../contract/errors.ts';
import type { Fault, Result } from '../../contract/errors.ts';
import { createRtcApm } from '../native/rtc-apm.ts';
import type { RtcApm } from '../native/rtc-apm.ts';
import type { EchoCanceller } from './echo-port.ts';
import { createEchoPresence } from './echo-presence.ts';
import { createFarEndBuffer } from './far-end-buffer.ts';
import { createFrameTimes } from './frame-times.ts';
import { echoTuning } from './tuning.ts';

export interface WebrtcEchoCancellerOptions {
  /** Changes levels, and with them what VAD and recogniser were tuned for: off by default. */
  readonly gainController?: boolean;
  /** Eats quiet consonants: off by default. */
  readonly noiseSuppression?: boolean;
  /** AEC3 removes what lies below 80 Hz while it runs in any case. */
  readonly highPassFilter?: boolean;
  /** Told once if the canceller failed; from then on it is bypassed. */
  readonly onFault?: (fault: Fault) => void;
}

const BLOCK_SAMPLES = ENGINE_RATE_HZ / 100;
/** Most samples of a frame that do not fill a block: 512 n modulo 160 is at most 128. */
const WAITING_SAMPLES = 128;

/** Errors: `addon_missing`. */
export function createWebrtcEchoCanceller(
  options: WebrtcEchoCancellerOptions = {},
): Promise<Result<EchoCanceller>> {
  const apm = createRtcApm({
    sampleRateHz: ENGINE_RATE_HZ,
    echoCanceller: true,
    gainController: options.gainController ?? false,
    noiseSuppression: options.noiseSuppression ?? false,
    highPassFilter: options.highPassFilter ?? false,
  });
  return Promise.resolve(apm.ok ? ok(createCanceller(apm.value, options)) : apm);
}

function createCanceller(apm: RtcApm, options: WebrtcEchoCancellerOptions): EchoCanceller {
  const { farLeadMs, usualDelayMs, bypassAfterMs, switchMs } = echoTuning;
  const times = createFrameTimes();
  const presence = createEchoPresence();
  const far = createFarEndBuffer();
  const farBlock = new Float32Array(BLOCK_SAMPLES);
  const switchSamples = msToSamples(switchMs);
  /** The frame before, which the canceller needs when it is switched on. */
  const before = new Float32Array(FRAME_SAMPLES);
  /** The frame as it came, while its cleaned form is made. */
  const plain = new Float32Array(FRAME_SAMPLES);
  const cleaned = new Float32Array(FRAME_SAMPLES * 2);
  const cleanedFrame = cleaned.subarray(0, FRAME_SAMPLES);
  let cleanedSamples = 0;
  let gathered = 0;
  let active = false;
  let broken = false;
  let waitedMs: Ms = 0;
  let loudestRms = 0;
  /** Sum of the squares of the far end in the frame being cleaned. */
  let farSquares = 0;

  /** One block through AEC3, appended to `cleaned`. */
  function cleanBlock(startMs: Ms): void {
    far.readInto(farBlock, startMs + farLeadMs);
    for (let i = 0; i < BLOCK_SAMPLES; i++) {
      apm.far[i] = farBlock[i]! * 0x7fff;
      farSquares += farBlock[i]! * farBlock[i]!;
    }
    apm.processFar();
    apm.setDelay(farLeadMs + usualDelayMs);
    apm.processNear();
    for (let i = 0; i < BLOCK_SAMPLES; i++) cleaned[cleanedSamples + i] = apm.near[i]! / 0x7fff;
    cleanedSamples += BLOCK_SAMPLES;
  }

  /** Puts a frame's samples in and takes as many cleaned ones out into `out`. */
  function clean(samples: Float32Array, startMs: Ms, out: Float32Array): void {
    for (let i = 0; i < FRAME_SAMPLES; i++) {
      apm.near[gathered++] = Math.max(-1, Math.min(1, samples[i]!)) * 0x7fff;
      if (gathered < BLOCK_SAMPLES) continue;
      gathered = 0;
      cleanBlock(startMs + ((i + 1 - BLOCK_SAMPLES) / ENGINE_RATE_HZ) * 1000);
    }
    out.set(cleanedFrame);
    cleaned.copyWithin(0, FRAME_SAMPLES, cleanedSamples);
    cleanedSamples -= FRAME_SAMPLES;
  }

  /** Fades `samples` from what it holds to `plain` (or the other way) within the frame. */
  function crossfade(samples: Float32Array, toPlain: boolean): void {
    for (let i = 0; i < FRAME_SAMPLES; i++) {
      const share = i < switchSamples ? (i + 0.5) / switchSamples : 1;
      const plainShare = toPlain ? share : 1 - share;
      samples[i]! += plainShare * (plain[i]! - samples[i]!);
    }
  }

  function rmsOf(samples: Float32Array): number {
    let sum = 0;
    for (let i = 0; i < FRAME_SAMPLES; i++) sum += samples[i]! * samples[i]!;
    return Math.sqrt(sum / FRAME_SAMPLES);
  }

  function sanitise(samples: Float32Array): void {
    for (let i = 0; i < FRAME_SAMPLES; i++) if (!Number.isFinite(samples[i])) samples[i] = 0;
  }

  /** Whether the frame that was just cleaned is a good place to go back to plain sound. */
  function mayRest(startMs: Ms): boolean {
    if (startMs - far.audibleUntilMs < bypassAfterMs) {
      waitedMs = 0;
      loudestRms = 0;
      return false;
    }
    const rms = rmsOf(plain);
    waitedMs += FRAME_MS;
    loudestRms = Math.max(loudestRms, rms);
    const { quietRms, quietShare, quietWaitMs } = echoTuning;
    return rms < quietRms || rms < quietShare * loudestRms || waitedMs >= quietWaitMs;
  }

  function run(samples: Float32Array, startMs: Ms): void {
    plain.set(samples);
    const playing = startMs - far.audibleUntilMs < bypassAfterMs;
    if (!playing) {
      presence.forget();
      presence.noteRoom(rmsOf(plain));
    }
    if (active) {
      farSquares = 0;
      clean(plain, startMs, samples);
      if (playing) presence.notePlaying(Math.sqrt(farSquares / FRAME_SAMPLES), rmsOf(plain));
      // absence is only ever found in a quiet frame, which is also where the delay can be left out unheard
      if (presence.absent || mayRest(startMs)) {
        crossfade(samples, true);
        active = false;
      }
    } else if (playing && !presence.absent) {
      cleaned.fill(0, 0, WAITING_SAMPLES);
      cleanedSamples = WAITING_SAMPLES;
      gathered = 0;
      waitedMs = 0;
      loudestRms = 0;
      clean(before, startMs - FRAME_MS, samples);
      clean(plain, startMs, samples);
      crossfade(samples, false);
      active = true;
    }
    before.set(plain);
  }

  return {
    get active() {
      return active;
    },
    pushFarEnd: (samples, playsAtMs) => far.push(samples, playsAtMs),
    process(frame) {
      if (frame.samples.length !== FRAME_SAMPLES) {
        throw new RangeError(`a frame has ${FRAME_SAMPLES} samples, not ${frame.samples.length}`);
      }
      sanitise(frame.samples);
      const startMs = times.startOf(frame);
      if (broken) return;
      try {
        run(frame.samples, startMs);
      } catch (thrown) {
        broken = true;
        active = false;
        frame.samples.set(plain);
        options.onFault?.(faultFrom(thrown));
      }
    },
    close() {
      broken = true;
      active = false;
      apm.close();
    },
  };
}
