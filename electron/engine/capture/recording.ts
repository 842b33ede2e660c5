/**
 * One recording from one microphone, on its own thread. Owns that thread: starts it, tells it to end, and abandons
 * it if it hangs in the device. Knows nothing of sessions, retries or why a device is silent.
 */
import { Worker } from 'node:worker_threads';
import type { Ms } from '../../contract/audio.ts';
import type { FaultCode } from '../../contract/errors.ts';
import { createRealClock } from '../runtime/clock.ts';
import { workerEntry } from '../runtime/worker-entry.ts';
import { CONTROL_BYTES, FRAMES_TAKEN, STOP_FLAG } from './microphone-protocol.ts';
import type { MicrophoneMessage, MicrophoneTask } from './microphone-protocol.ts';
import { STOP_WAIT_MS } from './tuning.ts';

export interface RecordingObserver {
  /** The device is open; no frame has come yet. */
  onOpened(device: string): void;
  /**
   * @param samples FRAME_SAMPLES samples at 16 kHz, given away
   * @param ageMs how long ago the last of them was read
   * @param lostFrames frames thrown away just before this one
   */
  onFrame(samples: Float32Array, ageMs: Ms, zeros: boolean, lostFrames: number): void;
  /** The recording has ended by itself; nothing more will come. */
  onFailed(code: FaultCode, detail: string): void;
}

export interface Recording {
  /** No call to the observer follows. Resolves once the thread has ended or was abandoned. Idempotent. */
  stop(): Promise<void>;
}

/** @param device as listed; empty means the default */
export type StartRecording = (device: string, observer: RecordingObserver) => Recording;

/** The device lives in the machine's time, whatever clock the session is on. */
const machineClock = createRealClock();

/** Starts a worker for the task; shared with the listing of devices. */
export function startMicrophoneWorker(task: MicrophoneTask): Worker {
  return new Worker(workerEntry(import.meta.url, 'microphone-worker'), {
    workerData: task,
    name: 'microphone',
    execArgv: [],
  });
}

export const startRecording: StartRecording = (device, observer) => {
  const control = new SharedArrayBuffer(CONTROL_BYTES);
  const flags = new Int32Array(control);
  const worker = startMicrophoneWorker({ kind: 'record', device, control });
  let over = false;
  let stopping: Promise<void> | null = null;
  const exited = new Promise<void>((resolve) => worker.once('exit', () => resolve()));

  function failed(code: FaultCode, detail: string): void {
    if (over) return;
    over = true;
    observer.onFailed(code, detail);
  }

  worker.on('message', (message: MicrophoneMessage) => {
    if (message.kind === 'frame') Atomics.add(flags, FRAMES_TAKEN, 1);
    if (over) return;
    if (message.kind === 'opened') observer.onOpened(message.device);
    else if (message.kind === 'failed') failed(message.code, message.detail);
    else if (message.kind === 'frame') {
      const ageMs = Math.max(0, performance.timeOrigin + machineClock.now() - message.readAtEpochMs);
      observer.onFrame(message.samples, ageMs, message.zeros, message.lostFrames);
    }
  });
  worker.on('error', (failure) => failed('mic_failed', failure.message));
  worker.once('exit', () => failed('mic_stalled', 'the microphone thread ended'));

  async function end(): Promise<void> {
    over = true;
    Atomics.store(flags, STOP_FLAG, 1);
    Atomics.notify(flags, STOP_FLAG);
    let hangs = false;
    await new Promise<void>((resolve) => {
      const cancel = machineClock.schedule(STOP_WAIT_MS, () => {
        hangs = true;
        resolve();
      });
      void exited.then(() => {
        cancel();
        resolve();
      });
    });
    if (hangs) {
      // It ends when the device lets go of it; until then it must not keep the process alive.
      worker.unref();
      void worker.terminate();
    }
  }

  return {
    stop() {
      stopping ??= end();
      return stopping;
    },
  };
};
