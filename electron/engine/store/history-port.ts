/** The history as the engine and the command line see it: saved turns, search, and what the skills keep. */
import type { Fault, Result } from '../../contract/errors.ts';
import type { TrendPoint } from '../../contract/metrics.ts';
import type { TurnRecord } from '../../contract/turns.ts';
import type { Sqlite } from '../native/sqlite.ts';
import type { Clock } from '../runtime/clock.ts';
import type { ExportFormat } from './export-turns.ts';
import type { SkillStore } from './skill-store.ts';
import type { FoundTurn, RecentQuery, StoredTurn } from './turn-table.ts';

export interface HistoryObserver {
  /** Once when saving begins to fail or fails differently, and when a damaged history was set aside. */
  onFault(fault: Fault): void;
  /** Everything held has been saved. */
  onRecovered(): void;
}

export interface HistoryPolicy {
  /** False: turns are remembered until Parley ends and never written. Timers, notes and lists are always kept. */
  readonly keep: boolean;
  /** Turns older than this are deleted; 0 keeps for ever. */
  readonly maxAgeDays: number;
}

export interface HistoryOptions extends Partial<HistoryPolicy> {
  /** The data folder; history.db is made in it. */
  readonly folder: string;
  readonly clock?: Clock;
  readonly observer?: HistoryObserver;
  /** Already loaded addon, default: loaded here. */
  readonly sqlite?: Sqlite;
}

export interface HistoryStatus {
  /** Whether the next turn is expected to reach the disk. */
  readonly saving: boolean;
  /** Why not. */
  readonly fault: Fault | null;
  /** Turns in memory only. */
  readonly heldTurns: number;
  /** Turns lost because more were held than memory is meant for. */
  readonly droppedTurns: number;
  /** All turns, held ones included. */
  readonly turns: number;
}

export interface HistoryStore {
  readonly path: string;
  /** Durable on disk when it returns `durable: true`; otherwise held in memory. Saving a turn again replaces it. */
  saveTurn(turn: TurnRecord): { readonly durable: boolean };
  /** Newest first. */
  recentTurns(query: RecentQuery): readonly StoredTurn[];
  /** Null when there is none of that id. */
  getTurn(id: number): StoredTurn | null;
  /** Turns with all words of `text` (each may be the beginning of a word); best first. Any text is allowed. */
  search(text: string, limit: number): readonly FoundTurn[];
  /** Ok(false) when there was none. Errors: why the disk refused; the turn is then still there. */
  deleteTurn(id: number): Result<boolean>;
  /** Deletes every turn, held ones too, and overwrites the space they took. Returns how many. */
  clear(): Result<number>;
  /** All turns, oldest first, piece by piece. */
  export(format: ExportFormat): Iterable<string>;
  configure(policy: HistoryPolicy): void;
  /** Tries to save what is held now; also happens by itself every 30 s and with each save. */
  flush(): Result<void>;
  status(): HistoryStatus;
  /** One minute of how Parley was; what is older than 30 days goes. Errors: why the disk refused; it is then lost. */
  saveTrend(point: TrendPoint): Result<void>;
  /** Oldest first; empty when they cannot be read. */
  trendsSince(epochMs: number): readonly TrendPoint[];
  /** Timers, notes and lists: fits brain's SkillStorage. */
  readonly skills: SkillStore;
  /** Saves what is held if it can, then releases the file. Idempotent. */
  close(): void;
}
