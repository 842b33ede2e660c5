/**
 * Sound that somebody sends (a browser's microphone) as a session's source: PCM16 little-endian mono at 16 kHz in
 * pieces of any size. Owns framing and the time of each frame; judges nothing of what it is sent but its amount.
 */
import { ENGINE_RATE_HZ, FRAME_MS, FRAME_SAMPLES } from '../../contract/audio.ts';
import type { Ms } from '../../contract/audio.ts';
import { faultOf, ok } from '../../contract/errors.ts';
import type { Clock } from '../runtime/clock.ts';
import { createCaptureTimeline } from './capture-timeline.ts';
import type { AudioSource } from './source-port.ts';
import {
  FIRST_FRAME_AFTER_MS,
  HEALTH_TICK_MS,
  STREAM_BURST_MAX_MS,
  STREAM_STALLED_AFTER_MS,
} from './tuning.ts';

/** Calls `onBytes` with what arrives from now on; returns how to stop. */
export type ListenToStream = (onBytes: (bytes: Uint8Array) => void) => () => void;

export interface StreamSourceOptions {
  readonly name: string;
  readonly clock: Clock;
  readonly listen: ListenToStream;
}

const BURST_MAX_BYTES = (STREAM_BURST_MAX_MS / 1000) * ENGINE_RATE_HZ * 2;

/** Ends with its scope only: whoever sends decides when the session ends. `run` may be called again after that. */
export function createStreamSource(options: StreamSourceOptions): AudioSource {
  const { clock } = options;
  return {
    name: options.name,
    async run(output, observer, scope) {
      const beganAtMs = clock.now();
      const timeline = createCaptureTimeline(beganAtMs, (samples) => observer.onLost(samples));
      let frame = new Float32Array(FRAME_SAMPLES);
      let filled = 0;
      /** First byte of a sample whose second has not come yet. */
      let oddByte: number | null = null;
      let lastAtMs: Ms | null = null;
      let lastFrameMs: Ms = -Infinity;
      let told: 'hearing' | 'lost' | null = null;
      let finish = () => {};

      function takeSample(low: number, high: number, at: Ms, lost: { frames: number }): void {
        frame[filled++] = ((((high << 8) | low) << 16) >> 16) / 0x8000;
        if (filled < FRAME_SAMPLES) return;
        lastFrameMs = Math.max(lastFrameMs, at);
        const startSamples = timeline.place(lastFrameMs, lost.frames);
        lost.frames = 0;
        const sent = output.offer({ samples: frame, startSamples, capturedAtMs: lastFrameMs });
        frame = new Float32Array(FRAME_SAMPLES);
        filled = 0;
        if (!sent) finish();
      }

      function take(all: Uint8Array): void {
        if (scope.signal.aborted || all.length === 0) return;
        const now = clock.now();
        lastAtMs = now;
        // of more than the queue holds only the newest could be kept; an even number is left out
        const tooMany = Math.max(0, all.length - BURST_MAX_BYTES);
        const left = tooMany + (tooMany % 2);
        const bytes = left > 0 ? all.subarray(left) : all;
        const lost = { frames: Math.round(left / 2 / FRAME_SAMPLES) };
        const whole = filled + Math.floor((bytes.length + (oddByte === null ? 0 : 1)) / 2);
        let framesToCome = Math.floor(whole / FRAME_SAMPLES);
        let at = 0;
        const sample = (low: number, high: number) => {
          // of a burst the last frame ends now, those before it earlier
          if (filled === FRAME_SAMPLES - 1) framesToCome--;
          takeSample(low, high, now - framesToCome * FRAME_MS, lost);
        };
        if (oddByte !== null) {
          sample(oddByte, bytes[at++]!);
          oddByte = null;
        }
        for (; at + 1 < bytes.length; at += 2) sample(bytes[at]!, bytes[at + 1]!);
        if (at < bytes.length) oddByte = bytes[at]!;
        if (told === 'hearing') return;
        told = 'hearing';
        observer.onCondition({ state: 'hearing' });
      }

      function look(): void {
        const quietMs = clock.now() - (lastAtMs ?? beganAtMs);
        const limitMs = lastAtMs === null ? FIRST_FRAME_AFTER_MS : STREAM_STALLED_AFTER_MS;
        if (quietMs < limitMs || told === 'lost') return;
        told = 'lost';
        timeline.restart();
        observer.onCondition({ state: 'lost', fault: faultOf('mic_stalled', options.name) });
      }

      let cancelTick = () => {};
      const tick = () => {
        look();
        cancelTick = clock.schedule(HEALTH_TICK_MS, tick);
      };
      await new Promise<void>((resolve) => {
        finish = resolve;
        if (scope.signal.aborted) return resolve();
        scope.signal.addEventListener('abort', () => resolve(), { once: true });
        const stop = options.listen(take);
        tick();
        scope.defer(stop);
      });
      cancelTick();
      return ok(undefined);
    },
  };
}
