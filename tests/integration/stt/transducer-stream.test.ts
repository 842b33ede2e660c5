import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createRealClock } from '../../../electron/engine/runtime/clock.ts';
import { createCoreScheduler } from '../../../electron/engine/runtime/core-scheduler.ts';
import { createStreamingTransducerEngine } from '../../../electron/engine/stt/streaming-transducer-engine.ts';
import { openFakeTransducer } from '../../support/stt-engines.ts';
import { describeSttStream } from '../../support/stt-stream-contract.ts';

describeSttStream('a streaming transducer', openFakeTransducer);

it('says which file is missing when there are no weights', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-stt-'));
  writeFileSync(join(folder, 'encoder.onnx'), '');
  const created = await createStreamingTransducerEngine({
    model: { name: 'sherpa-streaming', folder },
    clock: createRealClock(),
    scheduler: createCoreScheduler(1),
  });
  rmSync(folder, { recursive: true });
  expect(created).toMatchObject({ ok: false, fault: { code: 'model_missing' } });
  if (!created.ok) expect(created.fault.message).toContain('decoder.onnx');
});
