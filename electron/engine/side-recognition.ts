/**
 * Recognition beside the conversation: one kept sound with another recogniser, and how fast each recogniser is on this
 * machine. Runs in the background, one thing at a time; a recogniser that is not the present one is opened for the
 * work and released after it.
 */
import { ENGINE_RATE_HZ, samplesToMs } from '../contract/audio.ts';
import type { MonoSound, Ms } from '../contract/audio.ts';
import type { MachineReport } from '../contract/desk-views.ts';
import { err, ok } from '../contract/errors.ts';
import type { Result } from '../contract/errors.ts';
import type { WordTime } from '../contract/events.ts';
import type { Settings } from '../contract/settings.ts';
import { resampleAll } from './dsp/resampler.ts';
import { bestRecognizer, recognizerFits, recognizersByAbility } from './recognizer-choice.ts';
import type { LoadedModels } from './session/load-models.ts';
import { openRecognizer } from './session/open-recognizer.ts';
import type { RecognizerName, RecognizerParts } from './session/open-recognizer.ts';
import type { SttEngine } from './stt/stt-port.ts';
import { transcribeRecording } from './stt/transcribe-recording.ts';
import { findSpeechRegions } from './vad/speech-regions.ts';

export interface Retranscription {
  readonly text: string;
  readonly words: readonly WordTime[];
  /** Compute time of the model. */
  readonly processing_ms: Ms;
}

export interface SideRecognition {
  /**
   * Text of one kept sound of any rate and length. A recogniser that does not know the language of the settings hears
   * it in its only one. Errors: the model's, `stt_language`, `closed` when aborted, `audio_empty`.
   */
  retranscribe(
    sound: MonoSound,
    recognizer: RecognizerName,
    signal?: AbortSignal,
  ): Promise<Result<Retranscription>>;
  /**
   * Measures each installed recogniser on a sentence of the voice. `onProgress` counts steps. Errors: the voice's,
   * `model_missing` when no recogniser is installed, `closed` when aborted.
   */
  measureMachine(
    onProgress: (done: number, total: number) => void,
    signal?: AbortSignal,
  ): Promise<Result<MachineReport>>;
  /**
   * The smallest recogniser while it is loaded for such work, is not the one that everybody uses, and knows the language
   * of the settings; else null. It may be closed at any time: jobs that wait then end as cancelled.
   */
  small(): SttEngine | null;
  /** Waits until nothing runs; what still waits ends as `closed`. */
  close(): Promise<void>;
}

export interface SideRecognitionParts extends RecognizerParts {
  readonly models: LoadedModels;
  readonly settings: () => Settings;
}

/** About five seconds of everyday words and a number, as people ask for things. */
const MEASURED_SENTENCE =
  'Could you remind me tomorrow morning at half past nine to call the office and bring the blue folder?';

/** Each recogniser hears it this often and its fastest pass counts: the others were disturbed, or warmed it up. */
const PASSES = 3;

/** What is heard in one piece; longer sound is cut at pauses. */
const ONE_PIECE_SAMPLES = 28 * ENGINE_RATE_HZ;

export function createSideRecognition(parts: SideRecognitionParts): SideRecognition {
  const { models, settings } = parts;
  const closing = new AbortController();
  let last: Promise<unknown> = Promise.resolve();
  let borrowed: SttEngine | null = null;

  /** One after the other: two large models at once could cost the memory that the conversation needs. */
  function inTurn<T>(signal: AbortSignal | undefined, work: (signal: AbortSignal) => Promise<Result<T>>) {
    const both = signal ? AbortSignal.any([signal, closing.signal]) : closing.signal;
    const run = last.then(async () => (both.aborted ? err('closed', 'interrupted') : work(both)));
    last = run.catch(() => undefined);
    return run;
  }

  async function withRecognizer<T>(
    name: RecognizerName,
    work: (engine: SttEngine) => Promise<Result<T>>,
  ): Promise<Result<T>> {
    const present = models.stt.ok && models.stt.value.name === name ? models.stt.value : null;
    if (present) return work(present);
    const opened = await openRecognizer(name, parts);
    if (!opened.ok) return opened;
    borrowed = opened.value;
    try {
      return await work(opened.value);
    } finally {
      borrowed = null;
      await opened.value.close();
    }
  }

  function languageFor(engine: SttEngine): string {
    const { language } = settings();
    const [only] = engine.languages;
    return engine.languages.length === 1 && only !== undefined ? only : language;
  }

  async function hear(
    engine: SttEngine,
    samples: Float32Array,
    words: boolean,
    signal: AbortSignal,
  ): Promise<Result<Retranscription>> {
    const whole = [{ startSamples: 0, endSamples: samples.length }];
    const { vad } = models;
    const regions =
      samples.length <= ONE_PIECE_SAMPLES
        ? whole
        : vad.ok
          ? await findSpeechRegions(vad.value, samples, { signal })
          : [];
    if (!vad.ok && regions !== whole) return vad;
    if (!regions) return err('closed', 'interrupted');
    const outcome = await transcribeRecording({
      engine,
      sessionId: 'side',
      samples,
      regions,
      language: languageFor(engine),
      words,
      signal,
    });
    if (outcome.kind === 'cancelled') return err('closed', 'interrupted');
    if (outcome.kind === 'failed') return { ok: false, fault: outcome.fault };
    const { text, words: times, computeMs } = outcome.value;
    return ok({ text, words: times, processing_ms: computeMs });
  }

  async function measureOne(name: RecognizerName, samples: Float32Array, signal: AbortSignal) {
    return withRecognizer(name, async (engine) => {
      let fastest = Number.POSITIVE_INFINITY;
      for (let pass = 0; pass < PASSES; pass++) {
        const heard = await hear(engine, samples, false, signal);
        if (!heard.ok) return heard;
        fastest = Math.min(fastest, heard.value.processing_ms);
      }
      const rtf = fastest / samplesToMs(samples.length);
      return ok({
        name,
        rtf,
        processing_ms: fastest,
        fits: recognizerFits(rtf),
        languages: engine.languages,
      });
    });
  }

  async function measure(
    onProgress: (done: number, total: number) => void,
    signal: AbortSignal,
  ): Promise<Result<MachineReport>> {
    const total = recognizersByAbility.length + 1;
    onProgress(0, total);
    const voice = await models.voice();
    if (!voice.ok) return voice;
    const spoken = await voice.value.synthesize({
      sessionId: 'side',
      text: MEASURED_SENTENCE,
      rate: 1,
      priority: 'background',
      signal,
    });
    if (spoken.kind === 'cancelled') return err('closed', 'interrupted');
    if (spoken.kind === 'failed') return { ok: false, fault: spoken.fault };
    const samples = resampleAll(spoken.sound.samples, spoken.sound.sampleRateHz, ENGINE_RATE_HZ);
    onProgress(1, total);
    const measured: (MachineReport['recognizers'][number] & { readonly languages: readonly string[] })[] = [];
    for (const [at, name] of recognizersByAbility.entries()) {
      const one = await measureOne(name, samples, signal);
      if (signal.aborted) return err('closed', 'interrupted');
      // one that is not installed, or damaged, cannot be the best
      if (one.ok) measured.push(one.value);
      onProgress(at + 2, total);
    }
    const best = bestRecognizer(measured, settings().language);
    if (best === null) return err('model_missing', 'no recogniser is installed');
    const recognizers = measured.map(({ name, rtf, processing_ms, fits }) => ({
      name,
      rtf,
      processing_ms,
      fits,
    }));
    return ok({ recognizers, best });
  }

  return {
    retranscribe(sound, name, signal) {
      if (sound.samples.length === 0) return Promise.resolve(err('audio_empty'));
      return inTurn(signal, (both) => {
        const samples = resampleAll(sound.samples, sound.sampleRateHz, ENGINE_RATE_HZ);
        return withRecognizer(name, (engine) => hear(engine, samples, true, both));
      });
    },
    measureMachine: (onProgress, signal) => inTurn(signal, (both) => measure(onProgress, both)),
    small() {
      const fits = borrowed?.name === recognizersByAbility[0];
      return fits && borrowed?.languages.includes(settings().language) ? borrowed : null;
    },
    async close() {
      closing.abort();
      await last;
    },
  };
}
