/** Recognisers for tests, on a real clock and a scheduler of their own. */
import { createRealClock } from '../../electron/engine/runtime/clock.ts';
import { createCoreScheduler } from '../../electron/engine/runtime/core-scheduler.ts';
import { createStreamingTransducerEngine } from '../../electron/engine/stt/streaming-transducer-engine.ts';
import type { SttEngine, SttOutcome } from '../../electron/engine/stt/stt-port.ts';
import { createWhisperEngine } from '../../electron/engine/stt/whisper-engine.ts';

/** Folder of a default model. */
export function modelFolder(name: string): string {
  return new URL(`../../native-models/${name}`, import.meta.url).pathname;
}

/** A default Whisper model, loaded; throws if it does not load. */
export async function openWhisper(name: 'whisper-tiny.en' | 'whisper-base'): Promise<SttEngine> {
  const created = await createWhisperEngine({
    model: { name, folder: modelFolder(name) },
    clock: createRealClock(),
    scheduler: createCoreScheduler(2),
  });
  if (!created.ok) throw new Error(created.fault.message);
  return created.value;
}

/** The streaming engine over the fake recogniser of tests/fakes/fake-transducer-worker.mjs. */
export async function openFakeTransducer(): Promise<SttEngine> {
  const created = await createStreamingTransducerEngine({
    model: { name: 'fake-transducer', folder: '/nowhere' },
    clock: createRealClock(),
    scheduler: createCoreScheduler(2),
    workerUrl: new URL('../fakes/fake-transducer-worker.mjs', import.meta.url),
  });
  if (!created.ok) throw new Error(created.fault.message);
  return created.value;
}

/** The value of an outcome that must have succeeded. */
export function valueOf<T>(outcome: SttOutcome<T>): T {
  if (outcome.kind === 'done') return outcome.value;
  throw new Error(outcome.kind === 'failed' ? outcome.fault.message : 'cancelled');
}
