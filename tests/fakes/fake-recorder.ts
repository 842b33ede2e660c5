/** A recorder and a system whose every word a test decides: stands in at the ports of the microphone source. */
import { FRAME_SAMPLES } from '../../electron/contract/audio.ts';
import type { FaultCode } from '../../electron/contract/errors.ts';
import type { MicrophoneVerdict } from '../../electron/engine/capture/capture-health.ts';
import type { RecordingObserver, StartRecording } from '../../electron/engine/capture/recording.ts';
import type { SystemAudio } from '../../electron/engine/capture/system-audio.ts';

export interface FakeRecorder {
  readonly record: StartRecording;
  readonly system: SystemAudio;
  /** What the system answers from now on. */
  verdict: MicrophoneVerdict;
  /** Devices opened so far, in order. */
  readonly opened: string[];
  /** Recordings not stopped. */
  readonly running: number;
  /** How often the system was asked. */
  readonly asked: number;
  /** The newest recording says that its device is open. */
  open(): void;
  /** One frame from the newest recording, every sample being `level`. */
  frame(level: number, options?: { ageMs?: number; lostFrames?: number }): void;
  fail(code: FaultCode): void;
  /** The n-th recording's observer, also after it was stopped: what it says late must change nothing. */
  observerOf(index: number): RecordingObserver;
}

export function createFakeRecorder(): FakeRecorder {
  const observers: RecordingObserver[] = [];
  const opened: string[] = [];
  let running = 0;
  let asked = 0;
  const newest = () => observers[observers.length - 1]!;
  const fake: FakeRecorder = {
    verdict: 'unasked',
    opened,
    get running() {
      return running;
    },
    get asked() {
      return asked;
    },
    record(device, observer) {
      opened.push(device);
      observers.push(observer);
      running++;
      let stopped = false;
      return {
        stop() {
          if (!stopped) running--;
          stopped = true;
          return Promise.resolve();
        },
      };
    },
    system: {
      inspect() {
        asked++;
        return Promise.resolve(fake.verdict);
      },
    },
    open: () => newest().onOpened('fake'),
    frame(level, { ageMs = 0, lostFrames = 0 } = {}) {
      newest().onFrame(new Float32Array(FRAME_SAMPLES).fill(level), ageMs, level === 0, lostFrames);
    },
    fail: (code) => newest().onFailed(code, 'fake'),
    observerOf: (index) => observers[index]!,
  };
  return fake;
}
