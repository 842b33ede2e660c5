/** A worker that starts while its files are verified: it opens none of them before they are good. */
import { beforeEach, expect, it } from 'vitest';
import { err, ok } from '../../../electron/contract/errors.ts';
import type { Result } from '../../../electron/contract/errors.ts';
import { createRealClock } from '../../../electron/engine/runtime/clock.ts';
import { createCoreScheduler } from '../../../electron/engine/runtime/core-scheduler.ts';
import { createWhisperEngine } from '../../../electron/engine/stt/whisper-engine.ts';
import type { WhisperFiles } from '../../../electron/engine/stt/whisper-engine.ts';
import { modelFolder } from '../../support/stt-engines.ts';

let tell: (result: Result<WhisperFiles>) => void;
let model: Promise<Result<WhisperFiles>>;
beforeEach(() => {
  model = new Promise((resolve) => (tell = resolve));
});

function open() {
  return createWhisperEngine({ model, clock: createRealClock(), scheduler: createCoreScheduler(1) });
}

it('loads the model once its files are good', async () => {
  const opening = open();
  const name = 'whisper-tiny.en';
  tell(ok({ name, folder: modelFolder(name) }));
  const engine = await opening;
  expect(engine).toMatchObject({ ok: true, value: { name } });
  if (engine.ok) await engine.value.close();
});

it('ends without a model when a file is bad, with the fault of the file', async () => {
  const opening = open();
  tell(err('model_corrupt', 'encoder.onnx'));
  expect(await opening).toMatchObject({ ok: false, fault: { code: 'model_corrupt' } });
});
