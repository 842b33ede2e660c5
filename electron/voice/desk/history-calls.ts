/** Calls about finished turns: listing, searching, deleting, exporting, hearing and transcribing them again. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExportedFile } from '../../contract/desk-views.ts';
import { err, ok } from '../../contract/errors.ts';
import type { Result } from '../../contract/errors.ts';
import type { DeskCalls, DeskParts, StoredTurn } from './desk-calls.ts';

type HistoryMethod =
  | 'listTurns'
  | 'getTurn'
  | 'searchTurns'
  | 'deleteTurn'
  | 'clearHistory'
  | 'exportHistory'
  | 'exportSound'
  | 'replay'
  | 'retranscribe';

/** For a file name: `2026-11-21-14-41-24`, in UTC. */
function stampOf(epochMs: number): string {
  const time = new Date(epochMs);
  return Number.isNaN(time.getTime()) ? 'undated' : time.toISOString().slice(0, 19).replace(/[T:]/g, '-');
}

const wavFile = (turn: StoredTurn, part: 'words' | 'reply', bytes: Uint8Array): ExportedFile => ({
  fileName: `parley-${stampOf(turn.startedAt)}-${part}.wav`,
  mimeType: 'audio/wav',
  encoding: 'base64',
  content: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64'),
});

export function createHistoryCalls(parts: DeskParts): Pick<DeskCalls, HistoryMethod> {
  const { services, engine, conversation, turns } = parts;
  const { history, audio } = services;

  async function wordsOf(turn: StoredTurn) {
    const sound = await audio.load(turn);
    return sound ? ok(sound) : err('sound_gone');
  }

  /** The reply read into a file of its own: what was heard once was never recorded. */
  async function readReply(turn: StoredTurn, signal: AbortSignal): Promise<Result<Uint8Array>> {
    if (turn.replyText === '') return err('audio_empty', 'there was no reply');
    const folder = await mkdtemp(join(tmpdir(), 'parley-export-'));
    try {
      const path = join(folder, 'reply.wav');
      const spoken = await engine.speakToFile(turn.replyText, path, signal);
      return spoken.ok ? ok(await readFile(path)) : spoken;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  return {
    listTurns: ({ limit, before }) =>
      ok({
        turns: history.recentTurns({ limit, ...(before ? { before } : {}) }).map((turn) => turns.view(turn)),
        total: history.status().turns,
      }),
    getTurn({ id }) {
      const turn = turns.find(id);
      return turn.ok ? ok(turns.view(turn.value)) : turn;
    },
    searchTurns: ({ text, limit }) =>
      ok({
        found: history
          .search(text, limit)
          .map(({ turn, snippet, highlights }) => ({ turn: turns.view(turn), snippet, highlights })),
      }),
    deleteTurn({ id }) {
      const turn = turns.find(id);
      if (!turn.ok) return turn;
      const deleted = history.deleteTurn(turn.value.id);
      if (!deleted.ok) return deleted;
      audio.remove(turn.value);
      const { sessionId, turnId, startedAt } = turn.value;
      parts.broadcast({ type: 'turnDeleted', id, of: { sessionId, turnId, startedAt } });
      return ok(null);
    },
    clearHistory() {
      const cleared = history.clear();
      if (!cleared.ok) return cleared;
      audio.clear();
      conversation.forget();
      parts.broadcast({ type: 'historyCleared' });
      return ok({ deleted: cleared.value });
    },
    exportHistory({ format }) {
      const stamp = stampOf(Date.now());
      const markdown = format === 'markdown';
      return ok({
        fileName: `parley-history-${stamp}.${markdown ? 'md' : 'json'}`,
        mimeType: markdown ? 'text/markdown' : 'application/json',
        encoding: 'text',
        content: [...history.export(format)].join(''),
      });
    },
    async exportSound({ id, part }, { gone }) {
      const turn = turns.find(id);
      if (!turn.ok) return turn;
      if (part === 'reply') {
        const bytes = await readReply(turn.value, gone);
        return bytes.ok ? ok(wavFile(turn.value, part, bytes.value)) : bytes;
      }
      const bytes = await audio.loadWav(turn.value);
      return bytes ? ok(wavFile(turn.value, part, bytes)) : err('sound_gone');
    },
    async replay({ id, part }) {
      const turn = turns.find(id);
      if (!turn.ok) return turn;
      if (part === 'reply') {
        const text = turn.value.replyText;
        return text === '' ? ok(null) : conversation.wish((session) => session.say(text));
      }
      const sound = await wordsOf(turn.value);
      return sound.ok
        ? conversation.wish((session) => session.play(sound.value, turn.value.userText))
        : sound;
    },
    async retranscribe({ id, recognizer }, { gone }) {
      const turn = turns.find(id);
      if (!turn.ok) return turn;
      const sound = await wordsOf(turn.value);
      return sound.ok ? engine.retranscribe(sound.value, recognizer, gone) : sound;
    },
  };
}
