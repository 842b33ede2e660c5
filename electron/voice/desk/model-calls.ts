/** Calls about model files: what there is, what can be fetched, what fits this machine. */
import { ok } from '../../contract/errors.ts';
import type { MachineReport } from '../../contract/desk-views.ts';
import type { Result } from '../../contract/errors.ts';
import type { Engine } from '../../engine/engine-port.ts';
import type { DeskCalls, DeskParts } from './desk-calls.ts';

type ModelMethod =
  | 'listModels'
  | 'getModelLicence'
  | 'downloadModel'
  | 'pauseDownload'
  | 'cancelDownload'
  | 'deleteModel'
  | 'measureMachine';

/** Names of the models that the engine holds. */
function modelsInUse({ models }: Engine): readonly string[] {
  const { stt, vad, endOfTurn } = models;
  return [
    ...(stt.ok ? [stt.value.name] : []),
    ...(vad.ok ? ['silero-vad'] : []),
    ...(endOfTurn.ok ? ['smart-turn'] : []),
  ];
}

const done = (result: Result<void>): Result<null> => (result.ok ? ok(null) : result);

export function createModelCalls(parts: DeskParts): Pick<DeskCalls, ModelMethod> {
  const { services, engine } = parts;
  /** One measurement at a time, for whoever asks meanwhile: two would measure each other. */
  let measuring: Promise<Result<MachineReport>> | null = null;

  async function measure(): Promise<Result<MachineReport>> {
    const measured = await engine.measureMachine((progress, total) =>
      parts.broadcast({ type: 'measureProgress', done: progress, total }),
    );
    if (measured.ok) parts.broadcast({ type: 'machineMeasured', report: measured.value });
    return measured;
  }

  return {
    listModels: async () => ok({ models: await services.listModelViews(modelsInUse(engine)) }),
    getModelLicence: ({ name }, { gone }) => services.modelLicence(name, gone),
    downloadModel: async ({ name }) => done(await services.downloads.start(name)),
    pauseDownload: async ({ name }) => done(await services.downloads.pause(name)),
    cancelDownload: async ({ name }) => done(await services.downloads.cancel(name)),
    deleteModel: async ({ name }) => done(await services.deleteModel(name, modelsInUse(engine))),
    measureMachine: () => (measuring ??= measure().finally(() => (measuring = null))),
  };
}
