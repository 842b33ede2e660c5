/** A recording of any length as text: read, resampled, cut at silences, recognised in the background. */
import { ENGINE_RATE_HZ } from '../contract/audio.ts';
import { err, faultOf, ok } from '../contract/errors.ts';
import type { Fault, Result } from '../contract/errors.ts';
import { loadWavFile } from './capture/wav-frames.ts';
import { resampleAll } from './dsp/resampler.ts';
import type { LoadedModels } from './session/load-models.ts';
import { transcribeRecording } from './stt/transcribe-recording.ts';
import type { RecordingTranscript } from './stt/transcribe-recording.ts';
import { findSpeechRegions } from './vad/speech-regions.ts';

export interface TranscribeFileOptions {
  readonly path: string;
  readonly language: string;
  readonly words: boolean;
  readonly signal: AbortSignal;
  /** 0 to 1 over both passes: finding speech, then recognising it. */
  readonly onProgress: (share: number) => void;
  /** Each piece of text as soon as it is known. */
  readonly onSegment?: (text: string) => void;
  /** What is told though the work goes on: `audio_truncated`. */
  readonly onWarning: (fault: Fault) => void;
}

/** Finding speech takes about this share of the whole time. */
const FINDING_SHARE = 0.2;

/** Errors: those of the file, of the models, and `closed` when aborted. */
export async function transcribeFile(
  models: LoadedModels,
  options: TranscribeFileOptions,
): Promise<Result<RecordingTranscript>> {
  const { stt, vad } = models;
  if (!stt.ok) return stt;
  if (!vad.ok) return vad;
  const { signal, onProgress } = options;
  const loaded = await loadWavFile(options.path);
  if (!loaded.ok) return loaded;
  if (loaded.value.truncated) options.onWarning(faultOf('audio_truncated', options.path));
  const samples = resampleAll(loaded.value.samples, loaded.value.sampleRateHz, ENGINE_RATE_HZ);
  const regions = await findSpeechRegions(vad.value, samples, {
    signal,
    onProgress: (done) => onProgress((FINDING_SHARE * done) / samples.length),
  });
  if (!regions) return err('closed', 'interrupted');
  const outcome = await transcribeRecording({
    engine: stt.value,
    sessionId: `file:${options.path}`,
    samples,
    regions,
    language: options.language,
    words: options.words,
    signal,
    onProgress(done, segment) {
      onProgress(FINDING_SHARE + (1 - FINDING_SHARE) * done);
      if (segment) options.onSegment?.(segment.text);
    },
  });
  if (outcome.kind === 'done') return ok(outcome.value);
  return outcome.kind === 'failed' ? { ok: false, fault: outcome.fault } : err('closed', 'interrupted');
}
