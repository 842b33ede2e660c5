/** A history of many turns, written as fast as the disk takes one transaction. */
import { join } from 'node:path';
import { loadSqlite } from '../../electron/engine/native/sqlite.ts';
import { openHistory } from '../../electron/engine/store/history-store.ts';
import { turnRecord } from './stored-turn.ts';

const MINUTE_MS = 60_000;

/** Turns numbered from 1 to `count`, a minute apart, the last one an hour ago; every third has a long answer. */
export async function writeLongHistory(folder: string, count: number): Promise<void> {
  const opened = await openHistory({ folder });
  if (!opened.ok) throw new Error(opened.fault.message);
  const startedAt = Date.now() - 60 * MINUTE_MS - count * MINUTE_MS;
  opened.value.saveTurn(
    turnRecord(0, { startedAt, userText: 'question', replyText: 'answer', heardText: '' }),
  );
  opened.value.close();
  const sqlite = await loadSqlite();
  if (!sqlite.ok) throw new Error(sqlite.fault.message);
  const db = sqlite.value.open(join(folder, 'history.db'), { readOnly: false, busyTimeoutMs: 5_000 });
  const columns =
    'words, language, confidence, end_reason, end_probability, end_silence_ms, reply_source, interrupted, timings';
  db.exec(`BEGIN;
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count})
    INSERT INTO turns (session_id, turn_id, started_at, user_text, reply_text, heard_text, ${columns})
      SELECT session_id, i, started_at + i * ${MINUTE_MS}, 'question number ' || i,
        'answer ' || i || CASE i % 3 WHEN 0 THEN replace(hex(zeroblob(40)), '00', ' and more') ELSE '' END,
        'answer ' || i, ${columns}
      FROM turns, n;
    DELETE FROM turns WHERE turn_id = 0;
    COMMIT;`);
  db.close();
}
