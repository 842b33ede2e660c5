/**
 * Ties a device's clock to the machine's and notices when it stands still. A device's clock moves in steps, so what is
 * read of it is late by up to a step; the earliest reading is the true one. Pure.
 */
import type { Ms } from '../../contract/audio.ts';
import { playbackTuning } from './tuning.ts';

export interface DeviceClock {
  /** A reading of both clocks at once; true if the device's has moved since the last. */
  observe(deviceSeconds: number, machineMs: Ms): boolean;
  /** Whether it ever ran: a new device renders a first buffer at once and may then wait for long. */
  readonly running: boolean;
  /** How long it stands still, times in which nobody looked left out. */
  readonly stillMs: Ms;
  /** The machine's time when the device's clock shows `deviceSeconds`. */
  machineTimeOf(deviceSeconds: number): Ms;
}

export function createDeviceClock(): DeviceClock {
  const { clockPauseMs, clockDriftMost, watchMs } = playbackTuning;
  let last: { readonly deviceSeconds: number; readonly machineMs: Ms } | null = null;
  let stillMs: Ms = 0;
  let moves = 0;
  let offsetMs: Ms = 0;

  return {
    get running() {
      return moves >= 2;
    },
    get stillMs() {
      return stillMs;
    },
    observe(deviceSeconds, machineMs) {
      const before = last ?? { deviceSeconds, machineMs };
      last = { deviceSeconds, machineMs };
      const passedMs = machineMs - before.machineMs;
      if (deviceSeconds === before.deviceSeconds) {
        // A thread that was held up says nothing about the device.
        stillMs += Math.min(passedMs, 2 * watchMs);
        return false;
      }
      moves++;
      const seenMs = machineMs - deviceSeconds * 1000;
      const afresh = moves <= 2 || stillMs > clockPauseMs;
      offsetMs = afresh ? seenMs : Math.min(seenMs, offsetMs + passedMs * clockDriftMost);
      stillMs = 0;
      return true;
    },
    machineTimeOf: (deviceSeconds) => offsetMs + deviceSeconds * 1000,
  };
}
