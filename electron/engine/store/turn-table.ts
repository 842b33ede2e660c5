/** The statements about finished turns, on any database with our schema (on disk or in memory). May throw. */
import type { Ms } from '../../contract/audio.ts';
import type { TurnEndReason, WordTime } from '../../contract/events.ts';
import type { TurnRecord } from '../../contract/turns.ts';
import type { SqliteDatabase, SqliteValue } from '../native/sqlite.ts';
import { storeTuning } from './tuning.ts';

export interface StoredTurn extends TurnRecord {
  /** Of this database; negative for a turn that is held in memory only. */
  readonly id: number;
}

export interface FoundTurn {
  readonly turn: StoredTurn;
  /** The passage that was found, at most some 24 words. */
  readonly snippet: string;
  /** Where the words looked for stand in `snippet`, in UTF-16 units, end excluded. */
  readonly highlights: readonly { readonly start: number; readonly end: number }[];
}

/** Position after which older turns are wanted. */
export interface TurnCursor {
  readonly startedAt: number;
  readonly id: number;
}

export interface RecentQuery {
  /** Without it: all sessions. */
  readonly sessionId?: string;
  readonly limit: number;
  readonly before?: TurnCursor;
}

/** The columns after id, in the order of `turnValues`. */
const columns = [
  'session_id',
  'turn_id',
  'started_at',
  'user_text',
  'words',
  'language',
  'confidence',
  'end_reason',
  'end_probability',
  'end_silence_ms',
  'reply_text',
  'heard_text',
  'reply_source',
  'interrupted',
  'timings',
] as const;
type Row = Record<(typeof columns)[number], SqliteValue> & { id: number };

const insertSql = `INSERT INTO turns (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})
  ON CONFLICT (session_id, turn_id, started_at) DO UPDATE SET
  ${columns
    .slice(3)
    .map((name) => `${name} = excluded.${name}`)
    .join(', ')}`;

/** Adds the turn, or replaces the same turn (session, turn id and start) so that saving twice is harmless. */
export function insertTurn(db: SqliteDatabase, turn: TurnRecord): void {
  db.prepare(insertSql).run(...turnValues(turn));
}

/** The turn of that row, or null. */
export function turnOfRow(db: SqliteDatabase, id: number): StoredTurn | null {
  const [row] = db.prepare('SELECT * FROM turns WHERE id = ?').all(id) as Row[];
  return row ? turnOf(row) : null;
}

/** Newest first. */
export function recentTurns(db: SqliteDatabase, query: RecentQuery): StoredTurn[] {
  const where: string[] = [];
  const values: SqliteValue[] = [];
  if (query.sessionId !== undefined) {
    where.push('session_id = ?');
    values.push(query.sessionId);
  }
  if (query.before) {
    where.push('(started_at, id) < (?, ?)');
    values.push(query.before.startedAt, query.before.id);
  }
  const sql = `SELECT * FROM turns ${where.length > 0 ? `WHERE ${where.join(' AND ')}` : ''}
    ORDER BY started_at DESC, id DESC LIMIT ?`;
  return (db.prepare(sql).all(...values, wholeLimit(query.limit)) as Row[]).map(turnOf);
}

/** Oldest first, after `afterId` in order of saving: for going through everything piece by piece. */
export function turnsAfter(db: SqliteDatabase, afterId: number, limit: number): StoredTurn[] {
  const sql = 'SELECT * FROM turns WHERE id > ? ORDER BY id LIMIT ?';
  return (db.prepare(sql).all(afterId, limit) as Row[]).map(turnOf);
}

const markStart = '\u0001';
const markEnd = '\u0002';

/** @param match from `searchQuery`. Best match first, of equal ones the newest. */
export function searchTurns(db: SqliteDatabase, match: string, limit: number): FoundTurn[] {
  const sql = `SELECT turns.*, snippet(turns_fts, -1, ?, ?, '\u2026', 24) AS snippet
    FROM turns_fts JOIN turns ON turns.id = turns_fts.rowid
    WHERE turns_fts MATCH ? ORDER BY turns_fts.rank, turns.started_at DESC LIMIT ?`;
  const rows = db.prepare(sql).all(markStart, markEnd, match, wholeLimit(limit)) as (Row & {
    snippet: string;
  })[];
  return rows.map((row) => ({ turn: turnOf(row), ...highlighted(row.snippet) }));
}

function highlighted(marked: string): Pick<FoundTurn, 'snippet' | 'highlights'> {
  const highlights: { start: number; end: number }[] = [];
  let snippet = '';
  let start: number | null = null;
  for (const piece of marked.split(/([\u0001\u0002])/)) {
    if (piece === markStart) start = snippet.length;
    else if (piece === markEnd) {
      if (start !== null) highlights.push({ start, end: snippet.length });
      start = null;
    } else snippet += piece;
  }
  return { snippet, highlights };
}

/** The search index is derived: a damaged one is made again from the turns. */
export function rebuildSearch(db: SqliteDatabase): void {
  db.exec(`INSERT INTO turns_fts (turns_fts) VALUES ('rebuild')`);
}

export function deleteTurn(db: SqliteDatabase, id: number): boolean {
  return db.prepare('DELETE FROM turns WHERE id = ?').run(id).changes > 0;
}

export function deleteTurnsBefore(db: SqliteDatabase, startedAt: Ms): number {
  return db.prepare('DELETE FROM turns WHERE started_at < ?').run(startedAt).changes;
}

/** Keeps the newest `count` (by order of saving); returns how many went. */
export function keepNewest(db: SqliteDatabase, count: number): number {
  const sql = 'DELETE FROM turns WHERE id <= (SELECT id FROM turns ORDER BY id DESC LIMIT 1 OFFSET ?)';
  return db.prepare(sql).run(count).changes;
}

export function countTurns(db: SqliteDatabase): number {
  return (db.prepare('SELECT count(*) AS turns FROM turns').get() as { turns: number }).turns;
}

function turnValues(turn: TurnRecord): SqliteValue[] {
  return [
    text(turn.sessionId),
    number(turn.turnId),
    number(turn.startedAt),
    text(turn.userText),
    JSON.stringify(turn.words),
    text(turn.language),
    number(turn.confidence),
    text(turn.endReason),
    turn.endProbability === null ? null : number(turn.endProbability),
    number(turn.endSilenceMs),
    text(turn.replyText),
    text(turn.heardText),
    text(turn.replySource),
    turn.interrupted ? 1 : 0,
    JSON.stringify(turn.timings),
  ];
}

/** SQLite would turn NaN into NULL and end a text at a NUL. */
const number = (value: number): number => (Number.isFinite(value) ? value : 0);
const text = (value: string): string => value.slice(0, storeTuning.maxTextChars).replaceAll('\0', '');
const wholeLimit = (limit: number): number => Math.max(0, Math.min(10_000, Math.floor(limit) || 0));

/** Tolerant of what a damaged page can hold: a turn is shown with what is left of it. */
function turnOf(row: Row): StoredTurn {
  const words = parsed(row.words);
  const timings = parsed(row.timings);
  return {
    id: row.id,
    sessionId: String(row.session_id),
    turnId: Number(row.turn_id),
    startedAt: Number(row.started_at),
    userText: String(row.user_text),
    words: Array.isArray(words) ? (words as WordTime[]) : [],
    language: String(row.language),
    confidence: Number(row.confidence),
    endReason: String(row.end_reason) as TurnEndReason,
    endProbability: row.end_probability === null ? null : Number(row.end_probability),
    endSilenceMs: Number(row.end_silence_ms),
    replyText: String(row.reply_text),
    heardText: String(row.heard_text),
    replySource: String(row.reply_source),
    interrupted: row.interrupted === 1,
    timings: typeof timings === 'object' && timings !== null ? (timings as Record<string, number>) : {},
  };
}

function parsed(value: SqliteValue): unknown {
  try {
    return typeof value === 'string' ? JSON.parse(value) : null;
  } catch {
    return null;
  }
}
