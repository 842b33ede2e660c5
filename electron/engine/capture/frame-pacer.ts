/**
 * Hands frames of a file to the pipeline at the pace of a microphone: on the machine's clock (drift-free) or on a
 * virtual clock that this pacer drives. Owns positions and times of the frames it sends.
 */
import { FRAME_MS, FRAME_SAMPLES } from '../../contract/audio.ts';
import type { AudioFrame, Ms } from '../../contract/audio.ts';
import type { Sender } from '../runtime/bounded-channel.ts';
import { sleep } from '../runtime/clock.ts';
import type { Clock } from '../runtime/clock.ts';
import type { VirtualClock } from '../runtime/virtual-clock.ts';
import { REALTIME_LATE_MAX_MS } from './tuning.ts';

export interface FramePacer {
  /** Sends one frame when its time has come; false once the output has ended or the signal aborted. */
  send(samples: Float32Array): Promise<boolean>;
}

function createRealtimePacer(clock: Clock, output: Sender<AudioFrame>, signal: AbortSignal): FramePacer {
  let dueMs: Ms = clock.now();
  let startSamples = 0;
  return {
    async send(samples) {
      dueMs += FRAME_MS;
      const waitMs = dueMs - clock.now();
      if (waitMs > 0) await sleep(clock, waitMs, signal);
      else if (waitMs < -REALTIME_LATE_MAX_MS) dueMs = clock.now();
      if (signal.aborted) return false;
      const sent = output.offer({ samples, startSamples, capturedAtMs: dueMs });
      startSamples += FRAME_SAMPLES;
      return sent;
    },
  };
}

/** Time that passes before a full channel is looked at again; short, so that no more than the wait is added. */
const FULL_STEP_MS: Ms = 1;

function createFastPacer(clock: VirtualClock, output: Sender<AudioFrame>, signal: AbortSignal): FramePacer {
  let startSamples = 0;

  /** A full channel empties as time goes by, and nobody else moves the clock: work that counts on it has to end. */
  async function sendInTime(frame: AudioFrame): Promise<boolean> {
    let waiting = true;
    const sending = output.send(frame, signal).finally(() => (waiting = false));
    await Promise.race([sending, new Promise((resolve) => setImmediate(resolve))]);
    while (waiting && !signal.aborted) await clock.advance(FULL_STEP_MS);
    return sending;
  }

  return {
    async send(samples) {
      // The first frame is complete only after its own duration.
      if (startSamples === 0) await clock.advance(FRAME_MS);
      if (signal.aborted) return false;
      if (!(await sendInTime({ samples, startSamples, capturedAtMs: clock.now() }))) return false;
      startSamples += FRAME_SAMPLES;
      await clock.advance(FRAME_MS);
      return !signal.aborted;
    },
  };
}

/** With a `virtualClock` frames go as fast as the pipeline takes them, and the clock moves one frame after each. */
export function createFramePacer(
  clock: Clock,
  virtualClock: VirtualClock | null,
  output: Sender<AudioFrame>,
  signal: AbortSignal,
): FramePacer {
  return virtualClock
    ? createFastPacer(virtualClock, output, signal)
    : createRealtimePacer(clock, output, signal);
}
