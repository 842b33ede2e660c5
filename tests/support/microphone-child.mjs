/**
 * A process that listens to the microphone with the built engine, for tests that need the rig's environment.
 * argv: device name (empty for the default), file for what was heard. stdin, a line each: `switch <device>`,
 * `stop`. stdout, one object a line: {kind: condition|lost|frames|stopped, ...}. It ends by itself after `stop`:
 * a thread or handle left behind would keep it alive.
 */
import { writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { createMicrophoneSource } from '../../out/engine/capture/microphone-source.js';
import { encodeWav } from '../../out/engine/dsp/wav.js';
import { createBoundedChannel } from '../../out/engine/runtime/bounded-channel.js';
import { createRealClock } from '../../out/engine/runtime/clock.js';
import { createScope } from '../../out/engine/runtime/scope.js';

const [device = '', heardPath = ''] = process.argv.slice(2);
const REPORT_EVERY_FRAMES = 8;
const MOST_SECONDS = 120;

const say = (message) => process.stdout.write(`${JSON.stringify(message)}\n`);
const source = createMicrophoneSource({ device, clock: createRealClock() });
const channel = createBoundedChannel({ name: 'test', capacity: 62, full: 'drop-oldest' });
const scope = createScope();

const running = source.run(
  channel,
  {
    onCondition: ({ state, fault }) => say({ kind: 'condition', state, code: fault?.code ?? null }),
    onLost: (samples) => say({ kind: 'lost', samples }),
  },
  scope,
);

const commands = createInterface({ input: process.stdin });
commands.on('line', (line) => {
  if (line === 'stop') void scope.close();
  else if (line.startsWith('switch ')) source.switchDevice(line.slice('switch '.length));
});
void running.then((result) => {
  channel.end();
  commands.close();
  process.stdin.destroy();
  if (!result.ok) say({ kind: 'failed', code: result.fault.code });
});

const heard = new Float32Array(MOST_SECONDS * 16_000);
let endSamples = 0;
let frames = 0;
let gapSamples = 0;
let power = 0;
for await (const frame of channel) {
  gapSamples += frame.startSamples - endSamples;
  endSamples = frame.startSamples + frame.samples.length;
  if (endSamples <= heard.length) heard.set(frame.samples, frame.startSamples);
  for (const sample of frame.samples) power += sample * sample;
  if (++frames % REPORT_EVERY_FRAMES !== 0) continue;
  say({ kind: 'frames', frames, endSamples, gapSamples, rms: Math.sqrt(power / REPORT_EVERY_FRAMES / 512) });
  power = 0;
}
await running;
if (heardPath !== '') {
  writeFileSync(heardPath, encodeWav({ samples: heard.subarray(0, endSamples), sampleRateHz: 16_000 }));
}
say({ kind: 'stopped', frames, endSamples, gapSamples, dropped: channel.stats().dropped });
