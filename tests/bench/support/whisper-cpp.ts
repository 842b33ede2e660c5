/**
 * whisper.cpp in a process of its own, through whisper-cpp-loop.cpp: where it is, what is asked of it and what it
 * answers. Owns the protocol and the process. Refuses to build it and to fetch models: CONTRIBUTING.md says how.
 */
import { spawn } from 'node:child_process';
import { statSync } from 'node:fs';
import { basename, delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { ENGINE_RATE_HZ } from '../../../electron/contract/audio.ts';
import { melFrameCount } from '../../../electron/engine/stt/whisper-features.ts';
import { sttTuning } from '../../../electron/engine/stt/tuning.ts';

export type ComparedModel = 'whisper-tiny.en' | 'whisper-base';

export interface WhisperCppModel {
  /** Ours with the same weights. */
  readonly name: ComparedModel;
  /** Its ggml file. */
  readonly file: string;
  /** How its weights are stored, such as `q8_0`. */
  readonly format: string;
}

export type WhisperCppContext = 'right-sized' | 'full';

export interface WhisperCppSetup {
  readonly program: string;
  readonly models: readonly WhisperCppModel[];
}

export interface WhisperCppAnswer {
  /** Sound in, text out, in ms: features, encoder and decoder. */
  readonly totalMs: number;
  readonly melMs: number;
  readonly encodeMs: number;
  /** Decoder steps: tokens of the text and, where it ended by itself, the one that ends it. */
  readonly tokens: number;
  readonly text: string;
}

export interface WhisperCpp {
  /** Version and the processor features it was built for. */
  readonly about: string;
  /** One greedy pass, over the window of Parley's recogniser or over the full 30 s. */
  transcribe(samples: Float32Array, context: WhisperCppContext, steps?: number): Promise<WhisperCppAnswer>;
  close(): Promise<void>;
}

/** Printed by the bench where the variables are not set. */
export const WITHOUT_WHISPER_CPP =
  'Left out: the same clips against whisper.cpp. Set PARLEY_WHISPER_CPP to the program built from ' +
  'tests/bench/support/whisper-cpp-loop.cpp and PARLEY_WHISPER_CPP_MODEL to a ggml file (CONTRIBUTING.md).';

/** What a ggml file's name says: `ggml-tiny.en-q8_0.bin`. Throws if it is none of the models Parley brings. */
export function whisperCppModelOf(file: string): WhisperCppModel {
  const match = /^ggml-(tiny\.en|base)-([a-z0-9_]+)\.bin$/u.exec(basename(file));
  if (!match)
    throw new Error(`${basename(file)} is not called ggml-tiny.en-FORMAT.bin or ggml-base-FORMAT.bin.`);
  return { name: `whisper-${match[1] as 'tiny.en' | 'base'}`, file, format: match[2]! };
}

/**
 * PARLEY_WHISPER_CPP: the program or its folder; PARLEY_WHISPER_CPP_MODEL: ggml files, separated like a search path.
 * Null if both are unset; throws if only one is or a name is unknown: a comparison that was asked for is not left out.
 */
export function whisperCppSetup(
  env: Readonly<Record<string, string | undefined>>,
  isFolder: (path: string) => boolean = (path) => statSync(path).isDirectory(),
): WhisperCppSetup | null {
  const program = env['PARLEY_WHISPER_CPP'] ?? '';
  const files = (env['PARLEY_WHISPER_CPP_MODEL'] ?? '').split(delimiter).filter((file) => file !== '');
  if (program === '' && files.length === 0) return null;
  if (program === '' || files.length === 0)
    throw new Error('PARLEY_WHISPER_CPP and PARLEY_WHISPER_CPP_MODEL belong together; one is not set.');
  return {
    program: isFolder(program) ? join(program, 'whisper-cpp-loop') : program,
    models: files.map(whisperCppModelOf),
  };
}

/** Reads a line of the program; throws on anything else than five fields with figures of 0 or more. */
export function parseWhisperCppAnswer(line: string): WhisperCppAnswer {
  const fields = line.split('\t');
  const figures = fields.slice(0, 4).map((field) => (field === '' ? NaN : Number(field)));
  if (fields.length !== 5 || !figures.every((figure) => Number.isFinite(figure) && figure >= 0))
    throw new Error('whisper-cpp-loop answered with a line that is not its protocol.');
  const [totalMs, melMs, encodeMs, tokens] = figures as [number, number, number, number];
  return { totalMs, melMs, encodeMs, tokens, text: fields[4]!.trim() };
}

/**
 * The line before a clip's samples. As many decoder steps as Parley's recogniser would take at most, or `steps`.
 * whisper.cpp's limit counts from 0, so that it takes one step more than it is told.
 */
export function whisperCppRequest(
  sampleCount: number,
  context: WhisperCppContext,
  steps = sttTuning.capBaseTokens + Math.ceil((sttTuning.capTokensPerSecond * sampleCount) / ENGINE_RATE_HZ),
): string {
  // 0 would be no limit at all
  const limit = Math.max(1, steps - 1);
  return `${sampleCount} ${context === 'full' ? 0 : melFrameCount(sampleCount) / 2} ${limit}\n`;
}

/** Starts the program and waits for its model. Throws with what the program said if it does not get there. */
export async function openWhisperCpp(
  program: string,
  modelFile: string,
  threads: number,
): Promise<WhisperCpp> {
  const child = spawn(program, [modelFile, String(threads)], { stdio: ['pipe', 'pipe', 'pipe'] });
  let complaint = '';
  child.stderr
    .setEncoding('utf8')
    .on('data', (text: string) => (complaint = (complaint + text).slice(-2000)));
  // a write to a process that ended is told by its end
  child.stdin.on('error', () => {});
  const ended = new Promise<string>((resolve) => {
    child.on('error', (error) => resolve(error.message));
    child.on('close', (code) => resolve(`it ended with ${code}: ${complaint.trim()}`));
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  async function nextLine(): Promise<string> {
    const line = await lines.next();
    if (line.done) throw new Error(`${program} ${modelFile}: ${await ended}`);
    return line.value;
  }
  const [ready, ...about] = (await nextLine()).split('\t');
  if (ready !== 'ready') throw new Error(`${program} does not speak the protocol of whisper-cpp-loop.cpp.`);
  return {
    about: about.join(', '),
    async transcribe(samples, context, steps) {
      child.stdin.write(whisperCppRequest(samples.length, context, steps));
      child.stdin.write(new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength));
      return parseWhisperCppAnswer(await nextLine());
    },
    async close() {
      child.stdin.end();
      await ended;
    },
  };
}
