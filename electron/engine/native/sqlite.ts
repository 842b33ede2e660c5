/**
 * The door to @photostructure/sqlite (the node:sqlite interface on its own SQLite with FTS5). Synchronous: a call
 * blocks the calling thread, so callers keep transactions short.
 */
import type { DatabaseSync } from '@photostructure/sqlite';
import { err, ok } from '../../contract/errors.ts';
import type { Result } from '../../contract/errors.ts';

export type SqliteDatabase = InstanceType<typeof DatabaseSync>;
export type SqliteValue = string | number | null | Uint8Array;

export interface Sqlite {
  /** Opens or creates a database file, or `:memory:`. Throws what SQLite throws. */
  open(path: string, options: { readonly readOnly: boolean; readonly busyTimeoutMs: number }): SqliteDatabase;
}

/** The primary result code of an error thrown by SQLite (https://sqlite.org/rescode.html), or null for other errors. */
export function sqliteCode(thrown: unknown): number | null {
  if (typeof thrown !== 'object' || thrown === null || !('sqliteCode' in thrown)) return null;
  return typeof thrown.sqliteCode === 'number' ? thrown.sqliteCode & 0xff : null;
}

/** Loads the addon. Errors: `addon_missing`. */
export async function loadSqlite(): Promise<Result<Sqlite>> {
  try {
    const sqlite = await import('@photostructure/sqlite');
    return ok({
      open: (path, options) =>
        new sqlite.DatabaseSync(path, {
          readOnly: options.readOnly,
          timeout: options.busyTimeoutMs,
          defensive: true,
        }),
    });
  } catch (thrown) {
    return err(
      'addon_missing',
      `@photostructure/sqlite: ${thrown instanceof Error ? thrown.message : String(thrown)}`,
    );
  }
}
