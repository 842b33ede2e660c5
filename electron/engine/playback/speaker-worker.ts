/**
 * The speaker's thread: keeps a loudspeaker open, opens it again whenever it is lost, and plays what it is sent. Opening
 * may block for ever on a sound server that hangs, which is why this is a thread. Never throws out of it.
 */
import { parentPort, workerData } from 'node:worker_threads';
import type { FaultCode } from '../../contract/errors.ts';
import { loadWebAudio } from '../native/web-audio.ts';
import type { WebAudio } from '../native/web-audio.ts';
import { createRealClock } from '../runtime/clock.ts';
import { openSpeakerDevice } from './speaker-device.ts';
import type { SpeakerDevice } from './speaker-device.ts';
import type { FromSpeaker, SpeakerTask, ToSpeaker } from './speaker-protocol.ts';
import { playbackTuning } from './tuning.ts';

const clock = createRealClock();
const task = workerData as SpeakerTask;
let device: SpeakerDevice | null = null;
let gain = 1;
let closing = false;
let everUp = false;
let retryMs: number = playbackTuning.retryMs;
let cancelRetry = () => {};

function post(message: FromSpeaker): void {
  parentPort?.postMessage(message);
}

function fail(code: FaultCode, detail: string): void {
  post({ kind: 'down', code, detail });
}

async function sinkIdOf(webAudio: WebAudio): Promise<string | null> {
  if (task.device === '') return '';
  const devices = await webAudio.mediaDevices.enumerateDevices();
  return devices.find((one) => one.kind === 'audiooutput' && one.label === task.device)?.deviceId ?? null;
}

async function openOnce(webAudio: WebAudio): Promise<void> {
  const again = () => {
    if (closing) return;
    cancelRetry = clock.schedule(retryMs, () => void openOnce(webAudio));
    retryMs = Math.min(retryMs * 2, playbackTuning.retryMostMs);
  };
  try {
    const sinkId = await sinkIdOf(webAudio);
    if (closing) return;
    if (sinkId === null) {
      fail('speaker_none', task.device);
      return again();
    }
    const opened = openSpeakerDevice({
      webAudio,
      clock,
      rateHz: task.rateHz,
      sinkId,
      gain,
      onUp(latencyMs) {
        everUp = true;
        retryMs = playbackTuning.retryMs;
        device = opened;
        post({ kind: 'up', latencyMs });
      },
      onLost() {
        device = null;
        fail('speaker_lost', '');
        void opened.abandon().then((asleep) => {
          if (!asleep) fail('speaker_stuck', '');
          again();
        });
      },
    });
  } catch (thrown) {
    const [reason = ''] = (thrown instanceof Error ? thrown.message : String(thrown)).split('\n');
    fail(everUp ? 'speaker_lost' : 'speaker_none', reason);
    again();
  }
}

function handle(message: ToSpeaker): void {
  switch (message.kind) {
    case 'play':
      if (device) post({ kind: 'placed', block: message.block, playsAt: device.play(message.samples) });
      return;
    case 'level':
      gain = message.gain;
      device?.level(message.gain, message.rampMs);
      return;
    case 'silence':
      gain = message.gain;
      device?.silence(message.rampMs, message.gain);
      return;
    case 'close':
      closing = true;
      cancelRetry();
      // A context that was lost keeps this thread alive; nothing but leaving ends it.
      void Promise.resolve(device?.close()).finally(() => process.exit(0));
  }
}

parentPort?.on('message', handle);
const loaded = await loadWebAudio();
if (loaded.ok) await openOnce(loaded.value);
else fail(loaded.fault.code, loaded.fault.message);
