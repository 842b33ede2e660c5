/** What a load run found, as a table, and whether Parley kept its promises in it. Pure. */
import type { QueueView } from '../../contract/metrics.ts';
import { tableLines } from '../cli-io.ts';

export interface SessionLoad {
  readonly number: number;
  /** Null when it was admitted; otherwise the code of the refusal. */
  readonly refused: string | null;
  /** Recordings spoken into it. */
  readonly clips: number;
  readonly frames: number;
  /** Utterances that began, and those that came to an end: a text, or the word that it was none. */
  readonly finalsExpected: number;
  readonly finalsReceived: number;
  /** From asking for it to having it, milliseconds. */
  readonly partialMs: readonly number[];
  readonly finalMs: readonly number[];
  readonly droppedMs: number;
  readonly errors: readonly string[];
  readonly queues: readonly QueueView[];
}

export interface EngineLoad {
  /** Each step that was taken or undone, seconds after the start. */
  readonly steps: readonly { readonly atSeconds: number; readonly text: string }[];
  readonly framesWaitingPeak: number;
  readonly framesWaitingBound: number;
  readonly oldestWaitMsPeak: number;
  readonly oldestWaitMsBound: number;
  /** Most jobs that waited for each lane. */
  readonly lanesPeak: Readonly<Record<string, number>>;
  /** Megabytes. */
  readonly residentPeak: number;
  readonly beyondModelsPeak: number;
  /** Percent of one core, mean. */
  readonly cpu: number;
  readonly seconds: number;
}

export interface LoadReport {
  readonly sessions: readonly SessionLoad[];
  readonly engine: EngineLoad;
  /** What was not kept, a sentence each; empty: all was. */
  readonly broken: readonly string[];
}

export function percentileOf(values: readonly number[], share: number): number | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? null;
}

/** Most that was held on each edge, over all sessions. */
export function queuePeaks(sessions: readonly SessionLoad[]): QueueView[] {
  const peaks = new Map<string, QueueView>();
  for (const queue of sessions.flatMap(({ queues }) => queues)) {
    const before = peaks.get(queue.name);
    const share = (one: QueueView) => one.peak / one.bound;
    const greater = !before || share(queue) > share(before) ? queue : before;
    const dropped = (before?.dropped ?? 0) + queue.dropped;
    peaks.set(queue.name, { ...greater, dropped });
  }
  return [...peaks.values()];
}

/** What of the promises was not kept, a sentence each. */
export function brokenPromises(sessions: readonly SessionLoad[], engine: EngineLoad): string[] {
  const broken: string[] = [];
  const admitted = sessions.filter(({ refused }) => refused === null);
  if (admitted.length === 0) broken.push('No session could be opened.');
  for (const { number, finalsExpected, finalsReceived } of admitted) {
    const lost = finalsExpected - finalsReceived;
    if (lost > 0) broken.push(`Session ${number} lost ${lost} of ${finalsExpected} finals.`);
  }
  if (admitted.length > 0 && admitted.every(({ finalsReceived }) => finalsReceived === 0))
    broken.push('Nothing of what was spoken was heard.');
  for (const { number, queues } of admitted)
    for (const { name, peak, bound, unit } of queues)
      if (peak > bound)
        broken.push(`Queue ${name} of session ${number} held ${peak} ${unit}, over its bound of ${bound}.`);
  if (engine.framesWaitingPeak > engine.framesWaitingBound)
    broken.push(`${engine.framesWaitingPeak} frames waited, over the bound of ${engine.framesWaitingBound}.`);
  if (engine.oldestWaitMsPeak > engine.oldestWaitMsBound)
    broken.push(
      `A frame waited ${Math.round(engine.oldestWaitMsPeak)} ms, over the bound of ${engine.oldestWaitMsBound} ms.`,
    );
  return broken;
}

const ms = (value: number | null) => (value === null ? '-' : String(Math.round(value)));

function sessionRow(one: SessionLoad): string[] {
  if (one.refused !== null) return [String(one.number), one.refused];
  return [
    String(one.number),
    'admitted',
    String(one.clips),
    String(one.frames),
    `${one.finalsReceived}/${one.finalsExpected}`,
    ms(percentileOf(one.partialMs, 0.5)),
    ms(percentileOf(one.partialMs, 0.95)),
    ms(percentileOf(one.finalMs, 0.95)),
    ms(one.droppedMs),
    one.errors.length === 0 ? '-' : [...new Set(one.errors)].join(' '),
  ];
}

/** Lines for a terminal. */
export function loadTable({ sessions, engine, broken }: LoadReport): string[] {
  const head = [
    'session',
    'state',
    'clips',
    'frames',
    'finals',
    'partial p50',
    'p95',
    'final p95',
    'dropped',
    'errors',
  ];
  const units = ['', '', '', '', 'got/begun', 'ms', 'ms', 'ms', 'ms', ''];
  const steps = engine.steps.map(({ atSeconds, text }) => `${atSeconds.toFixed(1)} s ${text}`);
  const lanes = Object.entries(engine.lanesPeak).map(([name, waiting]) => `${name} ${waiting}`);
  const row = (what: string, value: string) => [what, value];
  return [
    ...tableLines([head, units, ...sessions.map(sessionRow)]),
    '',
    ...tableLines([
      row('Degradation steps', steps.length === 0 ? 'none' : steps.join(', ')),
      ...queuePeaks(sessions).map(({ name, peak, bound, unit, dropped }) =>
        row(`Queue ${name}`, `at most ${peak} of ${bound} ${unit}, ${dropped} dropped`),
      ),
      row(
        'Frames waiting',
        `at most ${engine.framesWaitingPeak} of ${engine.framesWaitingBound}, the oldest ${ms(engine.oldestWaitMsPeak)} of ${engine.oldestWaitMsBound} ms`,
      ),
      row('Jobs waiting', lanes.length === 0 ? 'none' : `at most: ${lanes.join(', ')}`),
      row(
        'Memory',
        `${Math.round(engine.residentPeak)} MB resident, ${Math.round(engine.beyondModelsPeak)} MB of it sessions and buffers, at most`,
      ),
      row('CPU', `${Math.round(engine.cpu)} % of a core over ${Math.round(engine.seconds)} s`),
    ]),
    '',
    ...(broken.length === 0 ? ['No admitted final was lost, and every bound held.'] : broken),
  ];
}
