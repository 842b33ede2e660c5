/**
 * Goal 13: ten conversations at once on one engine, in real time. Each session hears a recording of its own; all
 * begin in the same moment, which is harder than ten people ever are.
 */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { fixturePath } from '../support/fixture-clip.ts';
import { wordErrors } from '../support/word-errors.ts';
import type { BenchResult } from './support/bench-result.ts';
import { percentile, quartiles } from './support/percentile.ts';
import type { TenSessionsReport } from './support/ten-sessions-report.ts';

const child = fileURLToPath(new URL('support/ten-sessions-child.mjs', import.meta.url));
const LIMIT_MS = 170_000;

/** One recording a session; the first belongs to the session that is alone before the others come. */
const clips = [
  'harvard-spk1-6',
  'jfk',
  'libri-2412-153948-0000',
  'harvard-spk1-1',
  'harvard-spk1-2',
  'harvard-spk1-3',
  'harvard-spk1-4',
  'harvard-spk1-5',
  'LJ002-0020',
  'LJ002-0035',
  'weather_question',
] as const;

function transcripts(): Map<string, string> {
  const lines = readFileSync(fixturePath('transcripts.tsv'), 'utf8').trim().split('\n').slice(1);
  return new Map(
    lines.map((line) => {
      const [file, text] = line.split('\t') as [string, string];
      return [fixturePath(file), text];
    }),
  );
}

export async function run(): Promise<BenchResult> {
  const paths = clips.map((clip) => fixturePath(`speech/${clip}.wav`));
  const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', child, ...paths], {
    timeout: LIMIT_MS,
    maxBuffer: 2 ** 24,
  });
  const report = JSON.parse(stdout.trim().split('\n').at(-1)!) as TenSessionsReport;
  const { sessions, memoryOfOne, memoryOfTen } = report;
  const wanted = transcripts();
  const known = sessions.filter(({ clip }) => wanted.has(clip));
  const errorRate = (textOf: (session: (typeof sessions)[number]) => string) => {
    const each = known.map((session) => wordErrors(wanted.get(session.clip)!, textOf(session)));
    return (
      (100 * each.reduce((sum, { errors }) => sum + errors, 0)) /
      each.reduce((sum, { words }) => sum + words, 0)
    );
  };
  const lost = sessions.reduce((sum, session) => sum + session.lost, 0);
  const silentSessions = sessions.filter(({ text }) => text === '');
  const faults = sessions.flatMap((session) => session.faults);
  const p95 = percentile(report.partialMs, 0.95);
  const perSession = (memoryOfTen.privateBytes - memoryOfOne.privateBytes) / (sessions.length - 1);
  return {
    name: 'ten-sessions',
    goal:
      'Goal 13: ten sessions of one engine in real time, a recording each, all beginning at once; in a process of ' +
      'its own, on the built engine. A partial is timed from the frame it is asked with to its text, waiting included.',
    rows: [
      {
        what: `partial, ten sessions, p95 of ${report.partialMs.length}`,
        value: p95,
        unit: 'ms',
        target: '<= 300 ms',
        met: p95 <= 300,
        spread: `p50 ${percentile(report.partialMs, 0.5).toFixed(0)}, ${quartiles(report.partialMs)}`,
        note: 'a session asks again 250 ms after its last partial at the earliest',
      },
      {
        what: 'age of the newest sound in a partial when it is shown, ten sessions, p95',
        value: percentile(report.partialAgeMs, 0.95),
        unit: 'ms',
        spread: `p50 ${percentile(report.partialAgeMs, 0.5).toFixed(0)}, ${quartiles(report.partialAgeMs)}`,
        note: 'one that waits for its turn hears what comes meanwhile',
      },
      { what: 'partial, one session, p95', value: percentile(report.partialMsOfOne, 0.95), unit: 'ms' },
      {
        what: `final text, ten sessions, p95 of ${report.finalMs.length}`,
        value: percentile(report.finalMs, 0.95),
        unit: 'ms',
        spread: `p50 ${percentile(report.finalMs, 0.5).toFixed(0)}`,
      },
      {
        what: 'finals lost',
        value: lost + silentSessions.length,
        unit: 'turns',
        target: '0',
        met: lost + silentSessions.length === 0,
        spread: `${sessions.reduce((sum, session) => sum + session.turns, 0)} turns`,
        ...(faults.length > 0 ? { note: `faults: ${faults.join(', ')}` } : {}),
      },
      {
        what: 'word errors, ten sessions',
        value: errorRate(({ text }) => text),
        unit: '%',
        spread: `${known.length} clips`,
        note: `the same clips whole, one after the other: ${errorRate(({ alone }) => alone).toFixed(1)} %`,
      },
      {
        what: 'sound dropped',
        value: sessions.reduce((sum, session) => sum + session.droppedMs, 0),
        unit: 'ms',
        target: '0 ms',
        met: sessions.every(({ droppedMs }) => droppedMs === 0),
      },
      {
        what: 'private memory, one session',
        value: memoryOfOne.privateBytes,
        unit: 'MB',
        target: '<= 450 MB',
        met: memoryOfOne.privateBytes <= 450,
        spread: `resident ${memoryOfOne.rss.toFixed(0)}`,
      },
      {
        what: 'private memory, ten sessions, most seen',
        value: memoryOfTen.privateBytes,
        unit: 'MB',
        target: '<= 450 MB',
        met: memoryOfTen.privateBytes <= 450,
        spread: `resident ${memoryOfTen.rss.toFixed(0)}`,
      },
      {
        what: 'private memory of each further session',
        value: perSession,
        unit: 'MB',
        target: '<= 100 MB',
        met: perSession <= 100,
      },
    ],
  };
}
