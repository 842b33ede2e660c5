/**
 * The microphone thread: one recording from opening to closing, or one listing of devices. Blocks in the recorder,
 * so it hears its owner only through shared memory. Never throws out of the thread.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { FRAME_SAMPLES } from '../../contract/audio.ts';
import type { FaultCode } from '../../contract/errors.ts';
import { loadPvRecorder } from '../native/pvrecorder.ts';
import type { RecorderClass } from '../native/pvrecorder.ts';
import { createRealClock } from '../runtime/clock.ts';
import { FRAMES_TAKEN, STOP_FLAG } from './microphone-protocol.ts';
import type { MicrophoneMessage, MicrophoneTask, RecordingTask } from './microphone-protocol.ts';
import {
  IN_FLIGHT_MAX_FRAMES,
  QUICK_FAILURES_MAX,
  QUICK_FAILURE_MS,
  QUICK_FAILURE_PAUSE_MS,
  RECORDER_BUFFER_FRAMES,
} from './tuning.ts';

type Recorder = InstanceType<RecorderClass>;

/** Threads share the machine's time, not its origin. */
const clock = createRealClock();

function post(message: MicrophoneMessage, transfer: readonly ArrayBuffer[] = []): void {
  parentPort?.postMessage(message, [...transfer]);
}

function fail(code: FaultCode, thrown: unknown): void {
  post({ kind: 'failed', code, detail: thrown instanceof Error ? thrown.message : String(thrown) });
}

/** Whether another process holds an ALSA capture device; false where that cannot be seen. */
function isHeldElsewhere(): boolean {
  try {
    for (const entry of readdirSync('/proc/asound', { recursive: true, encoding: 'utf8' })) {
      if (!/pcm\d+c\/sub\d+\/status$/.test(entry)) continue;
      if (!readFileSync(`/proc/asound/${entry}`, 'utf8').startsWith('closed')) return true;
    }
  } catch {
    return false;
  }
  return false;
}

function openRecorder(recorderClass: RecorderClass, device: string): Recorder | null {
  let index = -1;
  let recorder: Recorder | null = null;
  try {
    if (device !== '') {
      index = recorderClass.getAvailableDevices().indexOf(device);
      if (index < 0) {
        fail('mic_unknown', device);
        return null;
      }
    }
    recorder = new recorderClass(FRAME_SAMPLES, index, RECORDER_BUFFER_FRAMES);
    recorder.start();
    post({ kind: 'opened', device: recorder.getSelectedDevice() });
    return recorder;
  } catch (thrown) {
    recorder?.release();
    fail(isHeldElsewhere() ? 'mic_busy' : 'mic_failed', thrown);
    return null;
  }
}

/** Copies 16-bit samples to floats; true if all were exact zeros. */
function convert(from: Int16Array, to: Float32Array): boolean {
  let any = 0;
  for (let i = 0; i < to.length; i++) {
    const value = from[i]!;
    any |= value;
    to[i] = value / 0x8000;
  }
  return any === 0;
}

function readUntilStopped(recorder: Recorder, control: Int32Array): void {
  let posted = 0;
  let lostFrames = 0;
  let quickFailures = 0;
  while (Atomics.load(control, STOP_FLAG) === 0) {
    const startedAt = clock.now();
    let pcm: Int16Array;
    try {
      pcm = recorder.readSync();
      quickFailures = 0;
    } catch (thrown) {
      // After a second without sound the recorder gives up; sound may still come. The owner sees that none does.
      if (clock.now() - startedAt > QUICK_FAILURE_MS) continue;
      if (++quickFailures > QUICK_FAILURES_MAX) return fail('mic_stalled', thrown);
      Atomics.wait(control, STOP_FLAG, 0, QUICK_FAILURE_PAUSE_MS);
      continue;
    }
    if (posted - Atomics.load(control, FRAMES_TAKEN) >= IN_FLIGHT_MAX_FRAMES) {
      lostFrames++;
      continue;
    }
    const samples = new Float32Array(FRAME_SAMPLES);
    const zeros = convert(pcm, samples);
    const readAtEpochMs = performance.timeOrigin + clock.now();
    post({ kind: 'frame', samples, readAtEpochMs, zeros, lostFrames }, [samples.buffer]);
    posted++;
    lostFrames = 0;
  }
}

function record(recorderClass: RecorderClass, task: RecordingTask): void {
  const recorder = openRecorder(recorderClass, task.device);
  if (!recorder) return;
  try {
    readUntilStopped(recorder, new Int32Array(task.control));
  } finally {
    try {
      recorder.stop();
    } catch {
      // It may have stopped by itself; releasing is what counts.
    }
    recorder.release();
  }
}

function list(recorderClass: RecorderClass): void {
  const names = recorderClass.getAvailableDevices();
  let defaultName: string | null = null;
  try {
    const recorder = new recorderClass(FRAME_SAMPLES, -1, RECORDER_BUFFER_FRAMES);
    defaultName = recorder.getSelectedDevice();
    recorder.release();
  } catch {
    defaultName = null;
  }
  post({ kind: 'listed', names, defaultName });
}

const task = workerData as MicrophoneTask;
const loaded = await loadPvRecorder();
if (!loaded.ok) {
  post({ kind: 'failed', code: loaded.fault.code, detail: loaded.fault.message });
} else {
  try {
    if (task.kind === 'record') record(loaded.value, task);
    else list(loaded.value);
  } catch (thrown) {
    fail('mic_failed', thrown);
  }
}
