/** `parley transcribe`: recordings to text or subtitles. */
import { writeFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { err, ok } from '../../contract/errors.ts';
import type { Result } from '../../contract/errors.ts';
import type { Engine } from '../../engine/engine-port.ts';
import type { CliIo } from '../cli-io.ts';
import { UsageError, exitCodes } from '../command.ts';
import type { Command, ParsedCommand } from '../command.ts';
import { withEngine } from '../open-engine.ts';
import { recognizerOverride } from '../recognizer-option.ts';

const formats = ['txt', 'srt', 'vtt', 'json'] as const;
type Format = (typeof formats)[number];

function isFormat(text: string): text is Format {
  return (formats as readonly string[]).includes(text);
}

function formatOf(args: ParsedCommand): Format {
  const format = args.text('format') ?? 'txt';
  if (!isFormat(format)) throw new UsageError(`--format is one of ${formats.join(', ')}`);
  return format;
}

const BAR_WIDTH = 30;

/** `name [#####     ] 50 % 12 s left`; the time is left out until it can be guessed. */
export function progressLine(name: string, share: number, elapsedMs: number): string {
  const filled = Math.round(share * BAR_WIDTH);
  const bar = '#'.repeat(filled).padEnd(BAR_WIDTH);
  const left = share > 0.05 ? `  ${Math.ceil((elapsedMs * (1 - share)) / share / 1000)} s left` : '';
  return `${name} [${bar}] ${Math.floor(share * 100)} %${left}`;
}

async function save(path: string, text: string): Promise<Result<void>> {
  try {
    await writeFile(path, text);
    return ok(undefined);
  } catch (thrown) {
    return err('file_unwritable', `${path}: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
  }
}

async function transcribeOne(engine: Engine, path: string, args: ParsedCommand, io: CliIo): Promise<boolean> {
  const format = formatOf(args);
  const startedAt = performance.now();
  const name = basename(path);
  const folder = args.text('out-dir');
  const target =
    args.text('out') ??
    (folder === undefined ? null : join(folder, `${basename(name, extname(name))}.${format}`));
  const result = await engine.transcribe({
    path,
    format,
    signal: io.interrupted,
    onProgress: (share) => io.status(progressLine(name, share, performance.now() - startedAt)),
    onWarning: (fault) => io.tellFault(fault),
  });
  io.status('');
  if (!result.ok) {
    if (!io.interrupted.aborted) io.tellFault(result.fault);
    return false;
  }
  if (target === null) {
    io.write(result.value.text);
  } else {
    const saved = await save(target, result.value.text);
    if (!saved.ok) {
      io.tellFault(saved.fault);
      return false;
    }
  }
  const seconds = (performance.now() - startedAt) / 1000;
  const { durationSeconds } = result.value;
  io.tell(
    `${name}: ${durationSeconds.toFixed(1)} s of sound in ${seconds.toFixed(1)} s${target ? ` -> ${target}` : ''}`,
  );
  return true;
}

async function transcribe(args: ParsedCommand, io: CliIo): Promise<number> {
  if (args.words.length === 0) throw new UsageError('name at least one WAV file');
  if (args.text('out') !== undefined && args.words.length > 1) {
    throw new UsageError('--out takes one file; use --out-dir for several');
  }
  formatOf(args);
  const override = recognizerOverride(args);
  return withEngine(io, { need: { hearing: true, voice: false }, override }, async (engine) => {
    let failed = false;
    for (const path of args.words) {
      if (io.interrupted.aborted) break;
      if (!(await transcribeOne(engine, path, args, io))) failed = true;
    }
    return failed ? exitCodes.failed : exitCodes.done;
  });
}

export const transcribeCommand: Command = {
  spec: {
    name: 'transcribe',
    summary: 'Turn recordings into text or subtitles.',
    usage: '[OPTIONS] FILE.wav [FILE.wav ...]',
    options: {
      format: {
        type: 'string',
        short: 'f',
        value: 'FORMAT',
        help: 'txt (default), srt, vtt, or json with word times.',
      },
      out: { type: 'string', short: 'o', value: 'FILE', help: 'Write here instead of printing.' },
      'out-dir': { type: 'string', value: 'DIR', help: 'Write one file a recording into this folder.' },
      language: {
        type: 'string',
        value: 'TAG',
        help: 'Language such as en or de, or auto (multilingual recogniser).',
      },
      recognizer: {
        type: 'string',
        value: 'NAME',
        help: 'whisper-tiny.en, whisper-base or sherpa-streaming.',
      },
    },
    examples: [
      'parley transcribe talk.wav',
      'parley transcribe --format srt --out talk.srt talk.wav',
      'parley transcribe --recognizer whisper-base --language auto *.wav --out-dir texts',
    ],
  },
  run: transcribe,
};
