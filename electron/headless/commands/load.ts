/** `parley load` (`npm run load -- ...`): real recordings spoken into many sessions at once, and what came of it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createEngine } from '../../engine/engine.ts';
import { openServices } from '../../engine/services.ts';
import type { CliIo } from '../cli-io.ts';
import { UsageError, exitCodes } from '../command.ts';
import type { Command, ParsedCommand } from '../command.ts';
import { loadTable, percentileOf } from '../load/load-report.ts';
import type { LoadReport } from '../load/load-report.ts';
import { CLIPS_MOST, CLIP_SECONDS_MOST, readClips } from '../load/read-clips.ts';
import type { Clip } from '../load/read-clips.ts';
import { runLoad } from '../load/run-load.ts';
import { commandLog } from '../open-engine.ts';

const USUAL_SESSIONS = 10;
const USUAL_SECONDS = 30;
const SESSIONS_MOST = 100;
const SECONDS_MOST = 3_600;

/** The recordings of the tests; an installed Parley has none. */
const usualFolder = fileURLToPath(new URL('../../../tests/fixtures/speech', import.meta.url));

function numberOf(args: ParsedCommand, name: string, usual: number, most: number): number {
  const text = args.text(name);
  if (text === undefined) return usual;
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < 1 || value > most)
    throw new UsageError(`--${name} is a whole number from 1 to ${most}`);
  return value;
}

/** One object; times as percentiles, not each by itself. */
function jsonOf({ sessions, engine, broken }: LoadReport): string {
  const summary = (values: readonly number[]) => ({
    count: values.length,
    p50: percentileOf(values, 0.5),
    p95: percentileOf(values, 0.95),
  });
  return JSON.stringify({
    sessions: sessions.map(({ partialMs, finalMs, ...rest }) => ({
      ...rest,
      partial_ms: summary(partialMs),
      final_ms: summary(finalMs),
    })),
    engine,
    broken,
  });
}

async function measure(clips: readonly Clip[], args: ParsedCommand, io: CliIo): Promise<number> {
  const sessions = numberOf(args, 'sessions', USUAL_SESSIONS, SESSIONS_MOST);
  const seconds = numberOf(args, 'seconds', USUAL_SECONDS, SECONDS_MOST);
  // nobody's own history, settings and notes are touched
  const dataFolder = await mkdtemp(join(tmpdir(), 'parley-load-'));
  try {
    const services = await openServices({ log: commandLog(), dataFolder });
    if (!services.ok) {
      io.tellFault(services.fault);
      return exitCodes.failed;
    }
    try {
      io.status('Loading models ...');
      const engine = await createEngine({
        services: services.value,
        log: commandLog(),
        need: { hearing: true, voice: true },
      });
      try {
        await engine.voiceReady;
        for (const fault of engine.faults) io.tellFault(fault);
        const onProgress = (text: string) => io.status(text);
        const report = await runLoad(engine, {
          sessions,
          seconds,
          clips,
          signal: io.interrupted,
          onProgress,
        });
        io.status('');
        if (args.flag('json')) io.print(jsonOf(report));
        else for (const line of loadTable(report)) io.print(line);
        if (args.flag('json')) for (const sentence of report.broken) io.tell(sentence);
        return report.broken.length === 0 ? exitCodes.done : exitCodes.failed;
      } finally {
        await engine.close();
      }
    } finally {
      await services.value.close();
    }
  } finally {
    await rm(dataFolder, { recursive: true, force: true });
  }
}

async function load(args: ParsedCommand, io: CliIo): Promise<number> {
  if (args.words.length > 0) throw new UsageError('load takes no files; name their folder with --audio');
  numberOf(args, 'sessions', USUAL_SESSIONS, SESSIONS_MOST);
  numberOf(args, 'seconds', USUAL_SECONDS, SECONDS_MOST);
  const folder = args.text('audio');
  const clips = await readClips(folder ?? usualFolder, (fault) => io.tellFault(fault));
  if (!clips.ok) {
    io.tellFault(clips.fault);
    if (folder === undefined)
      io.tell('Without --audio the recordings of the tests are spoken, which are not here.');
    return exitCodes.failed;
  }
  return measure(clips.value, args, io);
}

export const loadCommand: Command = {
  spec: {
    name: 'load',
    summary: 'Speak recordings into many sessions at once and measure what comes of it.',
    usage: '[OPTIONS]',
    details:
      'Each session is spoken to over a line of its own, in real time, and waits for its answer before the next ' +
      'recording. What is said is neither kept nor shown. Exits 0 only if no admitted final was lost and every bound held; ' +
      'sessions beyond the limit are refused with session_limit, which is no failure.',
    options: {
      sessions: { type: 'string', value: 'N', help: `How many to open. Default ${USUAL_SESSIONS}.` },
      seconds: { type: 'string', value: 'N', help: `How long to speak. Default ${USUAL_SECONDS}.` },
      audio: {
        type: 'string',
        value: 'DIR',
        help: `WAV files to speak, at most ${CLIPS_MOST} of ${CLIP_SECONDS_MOST} s. Default: those of the tests.`,
      },
      json: { type: 'boolean', help: 'Print one JSON object instead of the table.' },
    },
    examples: ['parley load --sessions 12 --seconds 60', 'parley load --audio recordings --json'],
  },
  run: load,
};
