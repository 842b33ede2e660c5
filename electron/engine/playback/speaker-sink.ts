/**
 * The loudspeaker as a sink. Owns the speaker's thread: starts it, chooses the device, tells the observer when the
 * device is lost and when it is back. Everything about turns is turn-player.ts, about time speaker-driver.ts.
 */
import { Worker } from 'node:worker_threads';
import type { Ms } from '../../contract/audio.ts';
import { faultOf } from '../../contract/errors.ts';
import type { FaultCode } from '../../contract/errors.ts';
import type { Clock } from '../runtime/clock.ts';
import { comesWithin } from '../runtime/comes-within.ts';
import { workerEntry } from '../runtime/worker-entry.ts';
import { listPlaybackDevices } from './devices.ts';
import type { AudioSink } from './sink-port.ts';
import { createSpeakerDriver } from './speaker-driver.ts';
import { machineNow } from './speaker-protocol.ts';
import type { FromSpeaker, SpeakerTask, ToSpeaker } from './speaker-protocol.ts';
import { createTurnPlayer } from './turn-player.ts';
import { playbackTuning } from './tuning.ts';

export interface SpeakerSinkOptions {
  /** A name `listPlaybackDevices` gives, or a Pulse sink's own; empty for the system default. */
  readonly device: string;
  /** Real time: a loudspeaker cannot follow another. */
  readonly clock: Clock;
  /** 0 to 1, default 1. */
  readonly volume?: number;
}

export interface SpeakerSink extends AudioSink {
  /** Plays to another device from now on. */
  useDevice(device: string): Promise<void>;
}

/** The default voice's rate: its filter is ready before the first word. */
const USUAL_RATES_HZ = [22_050];

export function createSpeakerSink(options: SpeakerSinkOptions): SpeakerSink {
  const { clock } = options;
  const rateHz = playbackTuning.deviceRateHz;
  const driver = createSpeakerDriver({
    clock,
    rateHz,
    supply: () => player,
    send: (message, transfer) => post(message, transfer),
    onFarEnd: (samples, playsAtMs) => player.observer?.onFarEnd(samples, playsAtMs),
  });
  const player = createTurnPlayer(rateHz, driver, USUAL_RATES_HZ);
  let device = options.device;
  let worker: Worker | null = null;
  let faultCode: FaultCode | null = null;
  let opening: Promise<void> | null = null;
  let closed = false;
  let settleOpening = () => {};
  /** PULSE_SINK as it was before it was ours. */
  const pulseSinkBefore = process.env['PULSE_SINK'];
  if (options.volume !== undefined) driver.setVolume(options.volume);

  function post(message: ToSpeaker, transfer: readonly ArrayBuffer[] = []): void {
    worker?.postMessage(message, [...transfer]);
  }

  function down(code: FaultCode, detail: string): void {
    driver.setDevice(null);
    settleOpening();
    if (code === faultCode) return;
    // Comes on top of the loss, which goes on.
    if (code !== 'speaker_stuck') faultCode = code;
    player.observer?.onFault(faultOf(code, detail));
  }

  function handle(message: FromSpeaker): void {
    switch (message.kind) {
      case 'up':
        driver.setDevice(message.latencyMs);
        settleOpening();
        if (faultCode !== null) player.observer?.onRecovered();
        faultCode = null;
        return;
      case 'down':
        return down(message.code, message.detail);
      case 'placed':
        driver.placed(message.block, message.playsAt - machineNow() + clock.now());
    }
  }

  /** The environment decides which Pulse sink ALSA's plug-in plays to; it is read when a device is opened. */
  async function taskFor(name: string): Promise<SpeakerTask> {
    if (pulseSinkBefore === undefined) delete process.env['PULSE_SINK'];
    else process.env['PULSE_SINK'] = pulseSinkBefore;
    if (name === '') return { rateHz, device: '' };
    const devices = await listPlaybackDevices();
    const known = devices.ok
      ? devices.value.find((one) => one.name === name || one.pulseSink === name)
      : null;
    if (!known?.pulseSink) return { rateHz, device: name };
    process.env['PULSE_SINK'] = known.pulseSink;
    return { rateHz, device: '' };
  }

  async function start(): Promise<void> {
    const workerData = await taskFor(device);
    if (closed) return;
    const ready = new Promise<void>((resolve) => (settleOpening = resolve));
    const started = new Worker(workerEntry(import.meta.url, 'speaker-worker'), { workerData });
    worker = started;
    started.on('message', (message: FromSpeaker) => {
      if (worker === started) handle(message);
    });
    started.on('error', (failure) => {
      if (worker === started) down('speaker_lost', failure.message);
    });
    started.once('exit', () => {
      if (worker !== started) return;
      worker = null;
      driver.setDevice(null);
      clock.schedule(playbackTuning.retryMostMs, () => {
        if (!closed && !worker) void start();
      });
    });
    await comesWithin(clock, playbackTuning.openWaitMs, ready);
  }

  /** Ends the thread; one that hangs in the sound server is left behind, it cannot be ended. */
  async function end(): Promise<void> {
    const ended = worker;
    worker = null;
    driver.setDevice(null);
    if (!ended) return;
    const exited = new Promise<void>((resolve) => ended.once('exit', () => resolve()));
    ended.postMessage({ kind: 'close' } satisfies ToSpeaker);
    const waitMs: Ms = playbackTuning.closeWaitMs + playbackTuning.retryMs;
    if (await comesWithin(clock, waitMs, exited)) return;
    ended.unref();
    void ended.terminate();
  }

  return {
    name: options.device === '' ? 'default speaker' : options.device,
    open(observer) {
      player.observer = observer;
      return (opening ??= start());
    },
    beginTurn: (turnId) => player.beginTurn(turnId),
    write: (piece, signal) => player.write(piece, signal),
    finishTurn: (turnId) => player.finishTurn(turnId),
    fade: (gain, rampMs) => driver.fade(gain, rampMs),
    stop: () => player.stop(),
    setVolume: (volume) => driver.setVolume(volume),
    heard: () => player.heard(),
    async useDevice(name) {
      if (closed || name === device) return;
      device = name;
      await opening;
      await end();
      await start();
    },
    async close() {
      if (closed) return;
      closed = true;
      player.stop();
      driver.close();
      await end();
    },
  };
}
