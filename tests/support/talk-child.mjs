/**
 * A process that talks through microphone and speaker with the built engine, its way of talking from the settings,
 * for tests that need the rig's environment. argv: data folder, `muted` to begin muted. stdin, one object a line:
 * {verb, value}. stdout, one event a line.
 */
import { createInterface } from 'node:readline';
import { createEngine } from '../../out/engine/engine.js';
import { silentLogger } from '../../out/engine/runtime/logger.js';
import { openServices } from '../../out/engine/services.js';

const [dataFolder, begin = ''] = process.argv.slice(2);
const say = (message) => process.stdout.write(`${JSON.stringify(message)}\n`);

const opened = await openServices({
  log: silentLogger,
  dataFolder,
  override: { talk: { mode: 'hold', muted: begin === 'muted' } },
});
if (!opened.ok) throw new Error(opened.fault.message);
const services = opened.value;
const engine = await createEngine({ services, log: silentLogger });
await engine.voiceReady;
const session = await engine.openSession({
  input: { kind: 'microphone', device: null },
  output: { kind: 'speaker', device: null },
  listen: 'settings',
  onEvent: say,
});
if (!session.ok) throw new Error(session.fault.message);

const verbs = {
  hold: (pressed) => session.value.hold(pressed),
  mute: (muted) => session.value.setMuted(muted),
  dictate: (pressed) => session.value.dictate(pressed),
};
createInterface({ input: process.stdin })
  .on('line', (line) => {
    const { verb, value } = JSON.parse(line);
    verbs[verb](value);
  })
  .on('close', async () => {
    await engine.close();
    await services.close();
  });
