/** Which microphones there are, by the names with which they are chosen. */
import { err, ok } from '../../contract/errors.ts';
import type { Result } from '../../contract/errors.ts';
import { createRealClock } from '../runtime/clock.ts';
import type { MicrophoneMessage } from './microphone-protocol.ts';
import { queryPulseSources } from './pulse-sources.ts';
import type { PulseAnswer } from './pulse-sources.ts';
import { startMicrophoneWorker } from './recording.ts';
import { systemAudio } from './system-audio.ts';
import { LIST_TIMEOUT_MS } from './tuning.ts';

export interface CaptureDevice {
  /** What `createMicrophoneSource` takes as `device`. */
  readonly name: string;
  readonly isDefault: boolean;
  /** A monitor carries what a loudspeaker plays. */
  readonly kind: 'microphone' | 'monitor';
  /** Null where the system does not tell. */
  readonly muted: boolean | null;
}

function fromPulse(answer: Extract<PulseAnswer, { kind: 'sources' }>): readonly CaptureDevice[] {
  return answer.sources.map((source) => ({
    name: source.description,
    isDefault: source.isDefault,
    kind: source.monitor ? 'monitor' : 'microphone',
    muted: source.muted,
  }));
}

/** Asks the recorder itself, on a thread because it blocks. */
function askRecorder(): Promise<Result<readonly CaptureDevice[]>> {
  return new Promise((resolve) => {
    const worker = startMicrophoneWorker({ kind: 'list' });
    const finish = (result: Result<readonly CaptureDevice[]>) => {
      cancel();
      worker.unref();
      resolve(result);
    };
    const cancel = createRealClock().schedule(LIST_TIMEOUT_MS, () => {
      finish(err('mic_failed', 'the system does not answer'));
      void worker.terminate();
    });
    worker.on('message', (message: MicrophoneMessage) => {
      if (message.kind === 'failed') finish(err(message.code, message.detail));
      if (message.kind !== 'listed') return;
      const kindOf = (name: string) => (/^monitor of /i.test(name) ? 'monitor' : 'microphone');
      finish(
        ok(
          message.names.map((name) => ({
            name,
            isDefault: name === message.defaultName,
            kind: kindOf(name),
            muted: null,
          })),
        ),
      );
    });
    worker.on('error', (failure) => finish(err('mic_failed', failure.message)));
    worker.once('exit', () => finish(err('mic_failed', 'the microphone thread ended')));
  });
}

/**
 * Lists microphones and monitors, in the system's order; empty when there are none.
 * Errors: `mic_denied` (the sound server refuses us), `addon_missing`, `mic_failed`.
 */
export async function listCaptureDevices(): Promise<Result<readonly CaptureDevice[]>> {
  const answer = await queryPulseSources();
  if (answer.kind === 'sources') return ok(fromPulse(answer));
  if (answer.kind === 'denied') return err('mic_denied');
  // Without any sound system the recorder would list ALSA's plug-ins as if they were microphones.
  if ((await systemAudio.inspect('')) === 'unreachable') return ok([]);
  return askRecorder();
}
