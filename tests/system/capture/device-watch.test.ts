/** Devices that come and go on a real sound server are told, and what is not a device is not. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { watchDevices } from '../../../electron/voice/desk/device-watch.ts';
import { canRunPulseRig, startPulseRig } from '../../support/pulse-rig.ts';
import type { PulseRig } from '../../support/pulse-rig.ts';

describe.runIf(await canRunPulseRig())('watching devices', () => {
  let rig: PulseRig;
  let stop = () => {};
  let told = 0;

  beforeAll(async () => {
    rig = await startPulseRig();
    stop = watchDevices({ onChange: () => told++, env: rig.env });
  });
  afterAll(async () => {
    stop();
    await rig.stop();
  });

  it('tells a microphone that is plugged in and one that is unplugged, each once', async () => {
    // the tool that lists, and the one that listens
    await expect
      .poll(async () => (await rig.pactl('list', 'clients')).match(/process\.binary = "pactl"/g)?.length, {
        timeout: 10_000,
      })
      .toBe(2);
    const module = (await rig.pactl('load-module', 'module-null-sink', 'sink_name=plugged')).trim();
    await expect.poll(() => told, { timeout: 10_000 }).toBe(1);
    await rig.pactl('set-sink-volume', 'plugged', '50%');
    await rig.pactl('unload-module', module);
    await expect.poll(() => told, { timeout: 10_000 }).toBe(2);
  });
});
