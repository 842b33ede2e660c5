/** One row a minute of how Parley was: numbers and one step's name. Refuses to know how they were measured. */
import { degradeSteps } from '../../contract/metrics.ts';
import type { DegradeStep, TrendPoint } from '../../contract/metrics.ts';
import type { SqliteDatabase } from '../native/sqlite.ts';

type TrendRow = Omit<TrendPoint, 'step'> & { readonly step: string };

/** A minute that is saved again (two processes, a restart) keeps the worse of both loads and all turns. */
export function saveTrend(db: SqliteDatabase, point: TrendPoint): void {
  db.prepare(
    `INSERT INTO trends (at, load, frame_p95, memory, cpu, turns, voice_to_voice_p50, errors, step)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (at) DO UPDATE SET
       load = max(load, excluded.load), frame_p95 = max(frame_p95, excluded.frame_p95),
       memory = max(memory, excluded.memory), cpu = max(cpu, excluded.cpu), turns = turns + excluded.turns,
       voice_to_voice_p50 = coalesce(excluded.voice_to_voice_p50, voice_to_voice_p50),
       errors = errors + excluded.errors, step = excluded.step`,
  ).run(
    point.at,
    point.load,
    point.frame_p95,
    point.memory,
    point.cpu,
    point.turns,
    point.voice_to_voice_p50,
    point.errors,
    point.step,
  );
}

export function deleteTrendsBefore(db: SqliteDatabase, epochMs: number): void {
  db.prepare('DELETE FROM trends WHERE at < ?').run(epochMs);
}

const stepOf = (name: string): DegradeStep => degradeSteps.find((step) => step === name) ?? 'none';

/** Oldest first. */
export function trendsSince(db: SqliteDatabase, epochMs: number): TrendPoint[] {
  const rows = db.prepare('SELECT * FROM trends WHERE at >= ? ORDER BY at').all(epochMs);
  return (rows as unknown as TrendRow[]).map((row) => ({ ...row, step: stepOf(row.step) }));
}
