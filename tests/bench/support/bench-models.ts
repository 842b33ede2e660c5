/** The default models on one clock, as the engine loads them, but with a voice that may remember nothing. */
import { ok } from '../../../electron/contract/errors.ts';
import type { Result } from '../../../electron/contract/errors.ts';
import { createBrain } from '../../../electron/engine/brain/brain.ts';
import type { Brain, Responder } from '../../../electron/engine/brain/brain-port.ts';
import { createSkillResponder } from '../../../electron/engine/brain/skills/skill-responder.ts';
import type { Clock } from '../../../electron/engine/runtime/clock.ts';
import { createCoreScheduler } from '../../../electron/engine/runtime/core-scheduler.ts';
import type { SttEngine } from '../../../electron/engine/stt/stt-port.ts';
import { createWhisperEngine } from '../../../electron/engine/stt/whisper-engine.ts';
import { createPiperEngine } from '../../../electron/engine/tts/piper-engine.ts';
import type { TtsEngine } from '../../../electron/engine/tts/tts-port.ts';
import type { EndOfTurnModel } from '../../../electron/engine/turn/end-of-turn-port.ts';
import { createSmartTurnModel } from '../../../electron/engine/turn/smart-turn-model.ts';
import { loadSileroVad } from '../../../electron/engine/vad/silero-vad.ts';
import type { VadModel } from '../../../electron/engine/vad/vad-port.ts';
import { createFakeSkillStorage } from '../../fakes/fake-skill-storage.ts';
import { weightsPath } from '../../support/golden-values.ts';

export interface BenchModels {
  readonly vad: VadModel;
  readonly stt: SttEngine;
  readonly turn: EndOfTurnModel;
  readonly voice: TtsEngine;
  close(): Promise<void>;
}

/** The value of a result; a fault fails the bench. */
export function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.fault.code}: ${result.fault.message}`);
  return result.value;
}

/** @param cacheBytes sound the voice may remember; default: as the product */
export async function loadBenchModels(clock: Clock, cacheBytes?: number): Promise<BenchModels> {
  const scheduler = createCoreScheduler(2);
  const model = (name: string) => ({ name, folder: weightsPath(name) });
  const vad = must(await loadSileroVad(weightsPath('silero-vad/silero_vad.onnx')));
  const modelPath = weightsPath('smart-turn/smart-turn-v3.2-cpu.onnx');
  const turn = must(await createSmartTurnModel({ modelPath, clock, scheduler }));
  const stt = must(await createWhisperEngine({ model: model('whisper-tiny.en'), clock, scheduler }));
  const cache = cacheBytes === undefined ? {} : { cacheBytes };
  const voice = must(await createPiperEngine({ model: model('piper-joe'), clock, scheduler, ...cache }));
  return {
    vad,
    stt,
    turn,
    voice,
    async close() {
      await Promise.all([vad.close(), stt.close(), turn.close(), voice.close()]);
    },
  };
}

/** Skills on a storage in memory, then whatever else may answer. */
export function createBenchBrain(clock: Clock, others: readonly Responder[] = []): Brain {
  const skills = createSkillResponder({
    storage: createFakeSkillStorage(),
    settings: () => ({ units: 'metric', hourCycle: 'h12' }),
    clock,
    onScheduleChanged: () => {},
  });
  return createBrain({ responders: [skills, ...others], clock });
}

export const voiceOf =
  ({ voice }: BenchModels) =>
  () =>
    Promise.resolve(ok(voice));
