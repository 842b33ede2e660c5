/**
 * Long recordings on any recogniser: window after window with background priority, so that conversations go first.
 * Owns merging into absolute times, progress and cancelling; is told where speech is and never looks for it.
 */
import type { WordTime } from '../../contract/events.ts';
import { packWindows, samplesToSeconds } from './recording-windows.ts';
import type { SpeechRegion } from './recording-windows.ts';
import type { SttEngine, SttOutcome } from './stt-port.ts';

export interface TranscriptSegment {
  /** Seconds from the start of the recording. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly words: readonly WordTime[];
  readonly language: string;
  readonly confidence: number;
}

export interface RecordingTranscript {
  readonly text: string;
  readonly segments: readonly TranscriptSegment[];
  /** All words in order; empty unless asked for. */
  readonly words: readonly WordTime[];
  readonly durationSeconds: number;
  readonly computeMs: number;
}

export interface RecordingOptions {
  readonly engine: SttEngine;
  readonly sessionId: string;
  /** Mono 16 kHz, any length. */
  readonly samples: Float32Array;
  readonly regions: readonly SpeechRegion[];
  readonly language: string;
  readonly words: boolean;
  readonly prompt?: string;
  readonly signal?: AbortSignal;
  /** Called before the first window and after each, with the share of speech done, 0 to 1, and the new segment. */
  readonly onProgress?: (done: number, segment: TranscriptSegment | null) => void;
}

const shift = (words: readonly WordTime[], seconds: number): WordTime[] =>
  words.map((word) => ({ ...word, start: word.start + seconds, end: word.end + seconds }));

/** Transcribes window by window; a recording without speech gives empty text. Failures end it and come back as they are. */
export async function transcribeRecording(
  options: RecordingOptions,
): Promise<SttOutcome<RecordingTranscript>> {
  const { engine, samples, signal, onProgress } = options;
  const windows = packWindows(samples, options.regions);
  const total = windows.reduce((sum, window) => sum + window.endSamples - window.startSamples, 0);
  const segments: TranscriptSegment[] = [];
  const stream = engine.createStream({
    sessionId: options.sessionId,
    language: options.language,
    ...(options.prompt === undefined ? {} : { prompt: options.prompt }),
  });
  let heard = 0;
  let computeMs = 0;
  try {
    onProgress?.(windows.length === 0 ? 1 : 0, null);
    for (const { startSamples, endSamples } of windows) {
      if (signal?.aborted) return { kind: 'cancelled' };
      stream.begin();
      stream.push(samples.subarray(startSamples, endSamples));
      const outcome = await stream.final({
        words: options.words,
        priority: 'background',
        ...(signal ? { signal } : {}),
      });
      if (outcome.kind !== 'done') return outcome;
      const { text, words, language, confidence, phantom } = outcome.value;
      computeMs += outcome.value.computeMs;
      heard += endSamples - startSamples;
      const offset = samplesToSeconds(startSamples);
      const segment =
        phantom || text === ''
          ? null
          : {
              start: offset,
              end: samplesToSeconds(endSamples),
              text,
              words: shift(words, offset),
              language,
              confidence,
            };
      if (segment) segments.push(segment);
      onProgress?.(heard / total, segment);
    }
  } finally {
    stream.close();
  }
  return {
    kind: 'done',
    value: {
      text: segments.map(({ text }) => text).join(' '),
      segments,
      words: segments.flatMap(({ words }) => words),
      durationSeconds: samplesToSeconds(samples.length),
      computeMs,
    },
  };
}
