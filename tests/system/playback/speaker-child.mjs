// Owns one real speaker sink in a process whose environment points at the rig's sound server. Takes commands and
// sends back what happens, with wall-clock times, so that a test can compare them with a recording.
import { createSpeakerSink } from '../../../out/engine/playback/speaker-sink.js';
import { listPlaybackDevices } from '../../../out/engine/playback/devices.js';
import { createRealClock } from '../../../out/engine/runtime/clock.js';

const clock = createRealClock();
const wallOf = (ms) => performance.timeOrigin + ms;
const tell = (event) => process.send({ at: wallOf(performance.now()), ...event });
const farEnd = { samples: 0, energy: 0, firstPlaysAt: null };
let sink = null;

function tone(ms, sampleRateHz, frequencyHz, amplitude) {
  const samples = new Float32Array(Math.round((ms * sampleRateHz) / 1000));
  for (let i = 0; i < samples.length; i++) {
    samples[i] = amplitude * Math.sin((2 * Math.PI * frequencyHz * i) / sampleRateHz);
  }
  return { samples, sampleRateHz };
}

const observer = {
  onStarted: (turnId, atMs) => tell({ event: 'started', turnId, wall: wallOf(atMs) }),
  onUnderrun: (turnId) => tell({ event: 'underrun', turnId }),
  onFarEnd(samples, playsAtMs) {
    farEnd.firstPlaysAt ??= wallOf(playsAtMs);
    farEnd.samples += samples.length;
    for (const value of samples) farEnd.energy += value * value;
  },
  onFault: (fault) => tell({ event: 'fault', code: fault.code, message: fault.message }),
  onRecovered: () => tell({ event: 'recovered' }),
};

const commands = {
  async open({ device = '' }) {
    sink = createSpeakerSink({ device, clock });
    await sink.open(observer);
  },
  async speak({
    turnId,
    ms,
    rateHz = 22_050,
    frequencyHz = 440,
    amplitude = 0.5,
    pieces = 1,
    finish = true,
  }) {
    sink.beginTurn(turnId);
    const text = 'one two three four five six seven eight nine ten';
    for (let i = 0; i < pieces; i++) {
      const sound = tone(ms, rateHz, frequencyHz, amplitude);
      if (i === 0) tell({ event: 'writing', turnId });
      await sink.write({ turnId, sound, text });
    }
    if (finish) void sink.finishTurn(turnId).then((heard) => tell({ event: 'finished', turnId, heard }));
  },
  fade({ gain, rampMs }) {
    tell({ event: 'fading', gain });
    sink.fade(gain, rampMs);
  },
  stop() {
    tell({ event: 'stopping' });
    tell({ event: 'stopped', heard: sink.stop() });
  },
  heard: () => tell({ event: 'heard', heard: sink.heard() }),
  farEnd: () => tell({ event: 'farEnd', ...farEnd }),
  cpu: () => tell({ event: 'cpu', microseconds: process.cpuUsage().user + process.cpuUsage().system }),
  useDevice: ({ device }) => sink.useDevice(device),
  devices: async () => tell({ event: 'devices', devices: await listPlaybackDevices() }),
  close: () => sink?.close(),
};

process.on('message', async ({ id, command, ...rest }) => {
  await commands[command](rest);
  tell({ event: 'done', id });
  if (command === 'close') process.disconnect();
});
