import { execFile } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Result } from '../../../electron/contract/errors.ts';
import type { CaptureDevice } from '../../../electron/engine/capture/devices.ts';
import { RIG_MICROPHONE, RIG_SPEAKER_MONITOR, startPulseRig } from '../../support/pulse-rig.ts';
import type { PulseRig } from '../../support/pulse-rig.ts';

const run = promisify(execFile);
const built = new URL('../../../out/engine/capture/devices.js', import.meta.url).href;
const script = `import { listCaptureDevices } from ${JSON.stringify(built)};
process.stdout.write(JSON.stringify(await listCaptureDevices()));`;

async function list(env: NodeJS.ProcessEnv): Promise<Result<readonly CaptureDevice[]>> {
  const arguments_ = ['--input-type=module', '-e', script];
  const { stdout, stderr } = await run(process.execPath, arguments_, { env, timeout: 20_000 });
  expect(stderr).toBe('');
  return JSON.parse(stdout) as Result<readonly CaptureDevice[]>;
}

let rig: PulseRig;
beforeAll(async () => {
  rig = await startPulseRig();
});
afterAll(() => rig.stop());

describe('listCaptureDevices', () => {
  const wanted = [
    { name: RIG_SPEAKER_MONITOR, isDefault: false, kind: 'monitor' },
    { name: RIG_MICROPHONE, isDefault: true, kind: 'microphone' },
  ];

  it('lists microphones and monitors with the system’s help', async () => {
    const listed = await list(rig.env);
    expect(listed.ok ? listed.value : listed.fault).toEqual(
      expect.arrayContaining(wanted.map((device) => ({ ...device, muted: false }))),
    );
  });

  it('lists the same by the recorder alone', async () => {
    const noTools = join(rig.folder, 'empty');
    mkdirSync(noTools);
    const listed = await list({ ...rig.env, PATH: noTools });
    expect(listed.ok ? listed.value : listed.fault).toEqual(
      expect.arrayContaining(wanted.map((device) => ({ ...device, muted: null }))),
    );
  });

  it('lists nothing, quietly, without a sound system', async () => {
    expect(await list({ ...rig.env, PULSE_SERVER: `unix:${rig.folder}/nothing` })).toEqual({
      ok: true,
      value: [],
    });
  });
});
