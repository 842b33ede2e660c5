/**
 * Ties a device's clock to the machine's, and notices when it stands still or loses time. A device's clock moves in
 * steps, so what is read of it is late by up to a step: the earliest of the recent readings is the true one. Pure.
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
  /** How often it fell behind: each time a gap was heard, because the machine was too busy to fill its buffer. */
  readonly slips: number;
  /** The machine's time when the device's clock shows `deviceSeconds`. */
  machineTimeOf(deviceSeconds: number): Ms;
}

export function createDeviceClock(): DeviceClock {
  const { clockPauseMs, clockWindowMs, slipMs, watchMs } = playbackTuning;
  let last: { readonly deviceSeconds: number; readonly machineMs: Ms } | null = null;
  let stillMs: Ms = 0;
  let moves = 0;
  let slips = 0;
  /** Least difference of the clocks in the window that has ended and in the one in progress. */
  let endedMs: Ms = Infinity;
  let currentMs: Ms = Infinity;
  let windowStartMs: Ms = 0;

  function begin(machineMs: Ms): void {
    endedMs = currentMs = Infinity;
    windowStartMs = machineMs;
  }

  return {
    get running() {
      return moves >= 2;
    },
    get stillMs() {
      return stillMs;
    },
    get slips() {
      return slips;
    },
    observe(deviceSeconds, machineMs) {
      const before = last ?? { deviceSeconds, machineMs };
      last = { deviceSeconds, machineMs };
      if (deviceSeconds === before.deviceSeconds) {
        // A thread that was held up says nothing about the device.
        stillMs += Math.min(machineMs - before.machineMs, 2 * watchMs);
        return false;
      }
      moves++;
      if (moves <= 2 || stillMs > clockPauseMs) begin(machineMs);
      stillMs = 0;
      if (machineMs - windowStartMs > clockWindowMs) {
        if (currentMs > endedMs + slipMs && Number.isFinite(endedMs)) slips++;
        endedMs = currentMs;
        currentMs = Infinity;
        windowStartMs = machineMs;
      }
      currentMs = Math.min(currentMs, machineMs - deviceSeconds * 1000);
      return true;
    },
    machineTimeOf(deviceSeconds) {
      const offsetMs = Math.min(endedMs, currentMs);
      return (Number.isFinite(offsetMs) ? offsetMs : (last?.machineMs ?? 0)) + deviceSeconds * 1000;
    },
  };
}
