/**
 * The speaker's thread: keeps a loudspeaker open, opens it again whenever it is lost, and plays what it is sent. Opening
 * may block for ever on a sound server that hangs, which is why this is a thread. Never throws out of it.
 */
import { parentPort, workerData } from 'node:worker_threads';
import type { Ms } from '../../contract/audio.ts';
import { FaultError, faultOf } from '../../contract/errors.ts';
import type { FaultCode } from '../../contract/errors.ts';
import { createGarbageCollection } from '../native/collect-garbage.ts';
import { loadWebAudio } from '../native/web-audio.ts';
import type { WebAudio } from '../native/web-audio.ts';
import { createRealClock } from '../runtime/clock.ts';
import { mayHaveSound } from '../runtime/sound-system.ts';
import { openSpeakerDevice } from './speaker-device.ts';
import type { SpeakerDevice } from './speaker-device.ts';
import type { FromSpeaker, SpeakerTask, ToSpeaker } from './speaker-protocol.ts';
import { playbackTuning } from './tuning.ts';

const clock = createRealClock();
const collectGarbage = createGarbageCollection();
const task = workerData as SpeakerTask;
let device: SpeakerDevice | null = null;
let gain = 1;
let closing = false;
let everUp = false;
let latency: number = playbackTuning.deviceLatencySeconds;
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

/** Opens a device; `onUp` gets it once it sounds. Throws where there is none. */
async function openWith(
  webAudio: WebAudio,
  latencySeconds: number,
  onUp: (opened: SpeakerDevice, latencyMs: Ms) => void,
): Promise<void> {
  if (!(await mayHaveSound())) throw new FaultError(faultOf('speaker_none'));
  const sinkId = await sinkIdOf(webAudio);
  if (closing) return;
  if (sinkId === null) throw new FaultError(faultOf('speaker_none', task.device));
  const opened = openSpeakerDevice({
    webAudio,
    clock,
    rateHz: task.rateHz,
    sinkId,
    gain,
    latencySeconds,
    collectGarbage,
    onUp: (latencyMs) => onUp(opened, latencyMs),
    onLost: () => void replaceLost(webAudio, opened),
    onStutter() {
      if (latency !== playbackTuning.deviceLatencySeconds) return;
      latency = playbackTuning.safeLatencySeconds;
      // Where a second one cannot be opened, the first goes on as it is.
      openWith(webAudio, latency, moveTo).catch(() => {});
    },
  });
}

function use(opened: SpeakerDevice, latencyMs: Ms): void {
  everUp = true;
  cancelRetry();
  retryMs = playbackTuning.retryMs;
  device = opened;
  opened.level(gain, 0);
  post({ kind: 'up', latencyMs });
}

/** From the device in use to another, in a pause of speech. */
function moveTo(next: SpeakerDevice, latencyMs: Ms): void {
  const before = device;
  if (closing || !before) return void (closing ? next.close() : use(next, latencyMs));
  if (!before.idle) return void clock.schedule(playbackTuning.watchMs, () => moveTo(next, latencyMs));
  use(next, latencyMs);
  void before.close();
}

async function replaceLost(webAudio: WebAudio, lost: SpeakerDevice): Promise<void> {
  const used = device === lost || device === null;
  if (used) {
    device = null;
    fail('speaker_lost', '');
  }
  if (!(await lost.abandon())) fail('speaker_stuck', '');
  if (used) retry(webAudio);
}

function retry(webAudio: WebAudio): void {
  if (closing) return;
  cancelRetry = clock.schedule(retryMs, () => void openOnce(webAudio));
  retryMs = Math.min(retryMs * 2, playbackTuning.retryMostMs);
}

async function openOnce(webAudio: WebAudio): Promise<void> {
  try {
    await openWith(webAudio, latency, use);
  } catch (thrown) {
    const none = everUp ? 'speaker_lost' : 'speaker_none';
    // the driver's own words mean nothing to a user: the code says what happened
    fail(thrown instanceof FaultError ? thrown.fault.code : none, task.device);
    retry(webAudio);
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
