/**
 * Loads the models of the spoken path: what listening needs first, the voice behind it. Each is a result of its
 * own, so that one bad file costs only what needs it. A recogniser that cannot be had is replaced by the other one.
 */
import type { Ms } from '../../contract/audio.ts';
import type { Settings } from '../../contract/settings.ts';
import type { Fault, Result } from '../../contract/errors.ts';
import { err, ok } from '../../contract/errors.ts';
import type { ModelLibrary, VerifiedModel } from '../models/model-port.ts';
import type { Clock } from '../runtime/clock.ts';
import type { CoreScheduler } from '../runtime/core-scheduler.ts';
import type { LaneStats } from '../runtime/inference-lane.ts';
import type { SttEngine } from '../stt/stt-port.ts';
import { createPiperEngine } from '../tts/piper-engine.ts';
import { createRestingVoice } from '../tts/resting-voice.ts';
import type { RestingVoice } from '../tts/resting-voice.ts';
import type { TtsEngine } from '../tts/tts-port.ts';
import type { EndOfTurnModel } from '../turn/end-of-turn-port.ts';
import { createSmartTurnModel } from '../turn/smart-turn-model.ts';
import { loadSileroVad } from '../vad/silero-vad.ts';
import type { VadModel } from '../vad/vad-port.ts';

import { createChosenVoice } from './chosen-voice.ts';
import { openRecognizer } from './open-recognizer.ts';
import type { RecognizerName } from './open-recognizer.ts';
import { createRecognizerSlot } from './recognizer-slot.ts';
import type { RecognizerSlot } from './recognizer-slot.ts';

export interface LoadModelsOptions {
  readonly library: ModelLibrary;
  readonly settings: Settings;
  readonly clock: Clock;
  readonly scheduler: CoreScheduler;
  readonly need: { readonly hearing: boolean; readonly voice: boolean };
}

export interface LoadedModels {
  readonly vad: Result<VadModel>;
  /** Replaces itself by what `follow` names. */
  readonly stt: Result<SttEngine>;
  readonly endOfTurn: Result<EndOfTurnModel>;
  /** Replaces itself by what `follow` names. */
  readonly voice: () => Promise<Result<TtsEngine>>;
  readonly faults: readonly Fault[];
  /**
   * Lets recogniser and voice of these settings take over once they are there; `again` tries what could not be had
   * before. Errors: why one cannot be had.
   */
  follow(settings: Settings, again?: boolean): Promise<Result<void>>;
  /**
   * Lets go of models that listening does not need and that nobody used for `idleMs`; the next use loads them again.
   * Returns their names.
   */
  release(idleMs: Ms): Promise<readonly string[]>;
  /** Loads the voice again, if it was let go of, ahead of its use. */
  prepareVoice(): void;
  lanes(): readonly LaneStats[];
  close(): Promise<void>;
}

/** Phrases said often enough to be worth having ready. */
const fixedPhrases = [
  'Okay.',
  'Done.',
  'All right.',
  'I can only answer with my own skills, because no language model is set up; to add one, see parley settings --help.',
];

const substitutes: Readonly<Record<RecognizerName, readonly RecognizerName[]>> = {
  'whisper-tiny.en': ['whisper-base'],
  'whisper-base': ['whisper-tiny.en'],
  'sherpa-streaming': ['whisper-tiny.en', 'whisper-base'],
};

const NOT_NEEDED = () => err('closed', 'not loaded');

export async function loadModels(options: LoadModelsOptions): Promise<LoadedModels> {
  const { library, settings, clock, scheduler, need } = options;
  const faults: Fault[] = [];

  async function loadWith<T>(
    name: string,
    load: (model: VerifiedModel) => Promise<Result<T>>,
  ): Promise<Result<T>> {
    const verified = await library.open(name);
    const loaded = verified.ok ? await load(verified.value) : verified;
    if (!loaded.ok) faults.push(loaded.fault);
    return loaded;
  }

  const open = (name: RecognizerName) => openRecognizer(name, { library, clock, scheduler });

  /** The first that can be had; faults of those before it are told. */
  async function loadStt(): Promise<Result<RecognizerSlot>> {
    let failure: Result<never> | null = null;
    for (const name of [settings.recognizer, ...substitutes[settings.recognizer]]) {
      const opened = await open(name);
      if (opened.ok) return ok(createRecognizerSlot(opened.value, settings.recognizer, open));
      faults.push(opened.fault);
      failure ??= opened;
    }
    return failure!;
  }

  async function loadEndOfTurn(): Promise<Result<EndOfTurnModel>> {
    const path = library
      .open('smart-turn')
      .then((model) => (model.ok ? ok(model.value.path('smart-turn-v3.2-cpu.onnx')) : model));
    // a thread is started early only for files that are there
    const given = (await library.isPresent('smart-turn')) ? ok(path) : await path;
    const loaded = given.ok ? await createSmartTurnModel({ modelPath: path, clock, scheduler }) : given;
    if (!loaded.ok) faults.push(loaded.fault);
    return loaded;
  }

  /** What takes the longest comes first: this thread verifies files before it loads a model itself. */
  async function loadHearing() {
    const stt = loadStt();
    const endOfTurn = loadEndOfTurn();
    await library.open(settings.recognizer);
    const vad = loadWith('silero-vad', (model) => loadSileroVad(model.path('silero_vad.onnx')));
    return Promise.all([vad, stt, endOfTurn]);
  }

  const [vad, stt, endOfTurn] = need.hearing
    ? await loadHearing()
    : [NOT_NEEDED(), NOT_NEEDED(), NOT_NEEDED()];

  /** A voice that can be let go of and comes back when it is needed; its files are checked again like any other's. */
  async function openVoice(name: string): Promise<Result<RestingVoice>> {
    const open = async (): Promise<Result<TtsEngine>> => {
      const model = await library.open(name);
      return model.ok ? createPiperEngine({ model: model.value, clock, scheduler }) : model;
    };
    const first = await open();
    return first.ok ? ok(createRestingVoice({ first: first.value, open, clock })) : first;
  }

  const chosen = need.voice ? createChosenVoice(settings.voice, openVoice, fixedPhrases) : null;

  return {
    vad,
    stt,
    endOfTurn,
    voice: async () => chosen?.voice() ?? NOT_NEEDED(),
    faults,
    async follow(now, again = false) {
      const [heard, spoken] = await Promise.all([
        stt.ok ? stt.value.follow(now.recognizer, again) : need.hearing ? stt : ok(undefined),
        chosen?.follow(now.voice, again) ?? ok(undefined),
      ]);
      return spoken.ok ? heard : spoken;
    },
    async release(idleMs) {
      const voice = chosen?.present() ?? null;
      return voice && (await voice.release(idleMs)) ? [voice.name] : [];
    },
    prepareVoice: () => chosen?.present()?.prepare(),
    lanes: () => [
      ...(stt.ok ? [stt.value.stats()] : []),
      ...(endOfTurn.ok ? [endOfTurn.value.stats()] : []),
      ...[chosen?.present()?.stats() ?? []].flat(),
    ],
    async close() {
      await Promise.all([
        vad.ok ? vad.value.close() : ok(undefined),
        stt.ok ? stt.value.close() : ok(undefined),
        endOfTurn.ok ? endOfTurn.value.close() : ok(undefined),
        chosen?.close(),
      ]);
    },
  };
}
