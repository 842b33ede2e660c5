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
  /** One or more builds, each compared with every model. */
  readonly programs: readonly string[];
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

export interface WhisperCppBuild {
  readonly version: string;
  /** What it was built for and found in the processor, such as `AVX2`. */
  readonly features: readonly string[];
  /** Version and the feature its products of 8-bit numbers gain most from. */
  readonly label: string;
}

export interface WhisperCpp {
  readonly build: WhisperCppBuild;
  /** One greedy pass, over the window of Parley's recogniser or over the full 30 s. */
  transcribe(samples: Float32Array, context: WhisperCppContext, steps?: number): Promise<WhisperCppAnswer>;
  close(): Promise<void>;
}

/** From the one that multiplies most at a time to the one that does least. */
const MULTIPLIERS = [
  'AMX_INT8',
  'AVX512_VNNI',
  'AVX_VNNI',
  'AVX512',
  'AVX2',
  'MATMUL_INT8',
  'DOTPROD',
  'NEON',
];

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
 * PARLEY_WHISPER_CPP: programs or their folders; PARLEY_WHISPER_CPP_MODEL: ggml files; separated as a search path is.
 * Null if both are unset; throws if only one is or a name is unknown: a comparison that was asked for is not left out.
 */
export function whisperCppSetup(
  env: Readonly<Record<string, string | undefined>>,
  isFolder: (path: string) => boolean = (path) => statSync(path).isDirectory(),
): WhisperCppSetup | null {
  const listOf = (name: string) => (env[name] ?? '').split(delimiter).filter((path) => path !== '');
  const programs = listOf('PARLEY_WHISPER_CPP');
  const files = listOf('PARLEY_WHISPER_CPP_MODEL');
  if (programs.length === 0 && files.length === 0) return null;
  if (programs.length === 0 || files.length === 0)
    throw new Error('PARLEY_WHISPER_CPP and PARLEY_WHISPER_CPP_MODEL belong together; one is not set.');
  return {
    programs: programs.map((path) => (isFolder(path) ? join(path, 'whisper-cpp-loop') : path)),
    models: files.map(whisperCppModelOf),
  };
}

/** Reads the program's first line; throws if it is another program's. */
export function parseWhisperCppBuild(line: string): WhisperCppBuild {
  const [ready, version, list, ...rest] = line.split('\t');
  if (ready !== 'ready' || !version || list === undefined || rest.length > 0)
    throw new Error('This is not whisper-cpp-loop: its first line is not the protocol.');
  const features = [...list.matchAll(/(\w+) = 1\b/gu)].map((match) => match[1]!);
  const multiplier = MULTIPLIERS.find((name) => features.includes(name));
  return { version, features, label: multiplier ? `${version} (${multiplier})` : version };
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
  const build = parseWhisperCppBuild(await nextLine());
  return {
    build,
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
