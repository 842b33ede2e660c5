/** A question as a microphone would deliver it: room tone, the words, room tone for as long as it takes. */
import { ENGINE_RATE_HZ, FRAME_SAMPLES, msToSamples } from '../../../electron/contract/audio.ts';
import type { Ms } from '../../../electron/contract/audio.ts';
import { resampleAll } from '../../../electron/engine/dsp/resampler.ts';
import { speakText } from '../../../electron/engine/session/speak-to-file.ts';
import type { TtsEngine } from '../../../electron/engine/tts/tts-port.ts';
import { must } from './bench-models.ts';
import { createRoomTone } from './room-tone.ts';
import { findSpeechEdges } from './speech-edges.ts';

/** Speech is what lies within this of the clip's loudest 10 ms. */
const SPEECH_WITHIN_DB = 45;
/** A quiet room through a cheap microphone. */
const ROOM_DB = -70;
const LEAD_MS: Ms = 500;

export interface Question {
  readonly name: string;
  /** The words alone, 16 kHz. */
  readonly samples: Float32Array;
  /** Where speech truly ends in them. */
  readonly endSamples: number;
}

export function questionOf(name: string, samples: Float32Array): Question {
  return { name, samples, endSamples: findSpeechEdges(samples, SPEECH_WITHIN_DB).endSamples };
}

/** Questions spoken by the product's own voice. */
export async function speakQuestions(voice: TtsEngine, texts: readonly string[]): Promise<Question[]> {
  const questions: Question[] = [];
  for (const text of texts) {
    const sound = must(await speakText(voice, text, 1, new AbortController().signal));
    questions.push(questionOf(text, resampleAll(sound.samples, sound.sampleRateHz, ENGINE_RATE_HZ)));
  }
  return questions;
}

export interface HeardQuestion {
  /** Where speech ends in the stream. */
  readonly endSamples: number;
  /** The frame that begins at `startSamples`. */
  frame(startSamples: number): Float32Array;
}

/** @param shiftSamples moves the words against the frame grid: where in a frame speech ends is chance */
export function hearQuestion(question: Question, shiftSamples: number): HeardQuestion {
  const lead = msToSamples(LEAD_MS) + shiftSamples;
  const tone = createRoomTone(ROOM_DB);
  return {
    endSamples: lead + question.endSamples,
    frame(startSamples) {
      const frame = tone(FRAME_SAMPLES);
      for (let i = 0; i < FRAME_SAMPLES; i++) frame[i]! += question.samples[startSamples + i - lead] ?? 0;
      return frame;
    },
  };
}
