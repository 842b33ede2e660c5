/**
 * Ties a device's clock to the machine's and notices when it stands still. A device's clock moves in steps, so what is
 * read of it is late by up to a step; the earliest reading is the true one. Pure.
 */
import type { Ms } from '../../contract/audio.ts';
import { playbackTuning } from './tuning.ts';

export type DeviceClockState = 'waiting' | 'moving' | 'still';

export interface DeviceClock {
  /** A reading of both clocks at once. `still` once the device's has not moved for too long. */
  observe(deviceSeconds: number, machineMs: Ms): DeviceClockState;
  /** The machine's time when the device's clock shows `deviceSeconds`. */
  machineTimeOf(deviceSeconds: number): Ms;
}

export function createDeviceClock(): DeviceClock {
  const { clockStillMs, clockNeverMovedMs, clockDriftMost, watchMs } = playbackTuning;
  let last: { readonly deviceSeconds: number; readonly machineMs: Ms } | null = null;
  let movedAtMs: Ms = 0;
  let moves = 0;
  let offsetMs: Ms | null = null;

  return {
    observe(deviceSeconds, machineMs) {
      const before = last;
      last = { deviceSeconds, machineMs };
      if (!before) {
        movedAtMs = machineMs;
        return 'waiting';
      }
      const passedMs = machineMs - before.machineMs;
      // Nobody looked for a while: this thread was held up, which says nothing about the device.
      if (deviceSeconds === before.deviceSeconds && passedMs > 3 * watchMs) movedAtMs += passedMs - watchMs;
      if (deviceSeconds !== before.deviceSeconds) {
        movedAtMs = machineMs;
        moves++;
        // A new context renders a buffer at once; its clock runs only from the second step on.
        if (moves === 2) offsetMs = null;
        const seen = machineMs - deviceSeconds * 1000;
        offsetMs = offsetMs === null ? seen : Math.min(seen, offsetMs + passedMs * clockDriftMost);
      }
      const stillMs = machineMs - movedAtMs;
      if (stillMs > (moves < 2 ? clockNeverMovedMs : clockStillMs)) return 'still';
      return moves < 2 ? 'waiting' : 'moving';
    },
    machineTimeOf: (deviceSeconds) => (offsetMs ?? last?.machineMs ?? 0) + deviceSeconds * 1000,
  };
}
