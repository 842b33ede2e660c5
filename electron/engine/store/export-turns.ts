/** Finished turns as text a person or a program can keep. Produced piece by piece: a history can be long. */
import type { StoredTurn } from './turn-table.ts';

export type ExportFormat = 'markdown' | 'json';

/** Joined, the pieces are one Markdown document, or one JSON array of turns without their row ids. */
export function* exportTurns(format: ExportFormat, turns: Iterable<StoredTurn>): Generator<string> {
  yield format === 'json' ? '[' : '# Parley history\n';
  let session: string | null = null;
  let first = true;
  for (const turn of turns) {
    if (format === 'json') {
      const { id: _id, ...record } = turn;
      yield `${first ? '\n' : ',\n'}${JSON.stringify(record)}`;
    } else {
      if (turn.sessionId !== session) yield `\n## Session ${escaped(turn.sessionId)}\n`;
      session = turn.sessionId;
      yield markdownOf(turn);
    }
    first = false;
  }
  if (format === 'json') yield '\n]\n';
}

function markdownOf(turn: StoredTurn): string {
  const time = new Date(turn.startedAt);
  const when = Number.isNaN(time.getTime()) ? '' : time.toISOString().replace('T', ' ').slice(0, 19) + ' UTC';
  const lines = [`### ${when}`, `**You:** ${escaped(turn.userText)}`];
  if (turn.replyText) lines.push(`**Parley:** ${escaped(turn.replyText)}`);
  if (turn.interrupted) lines.push(`*Interrupted; heard was:* ${escaped(turn.heardText) || 'nothing'}`);
  return `\n${lines.join('\n\n')}\n`;
}

/** One paragraph in which nothing is markup. */
function escaped(text: string): string {
  return text
    .replace(/\s+/gu, ' ')
    .trim()
    .replace(/[\\`*_{}[\]<>#|~!]/g, '\\$&');
}
