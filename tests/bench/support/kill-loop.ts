/**
 * One round of a kill: a voice process is started on a data folder, given turns, killed at a seeded moment in their
 * middle, and the folder is looked at. What was told to be over has to be there, whole; the database has to be sound.
 */
import { join } from 'node:path';
import type { SessionEvent } from '../../../electron/contract/events.ts';
import { loadSqlite } from '../../../electron/engine/native/sqlite.ts';
import { openHistory } from '../../../electron/engine/store/history-store.ts';
import { fixturePath } from '../../support/fixture-clip.ts';
import { startVoiceProcess } from '../../support/voice-process.ts';
import type { VoiceProcess } from '../../support/voice-process.ts';
import { must } from './bench-models.ts';
import { createSeededRandom } from './seeded-random.ts';

/** A turn whose end the parent has heard of. */
export interface ToldTurn {
  readonly session: string;
  readonly turn: number;
  /** Null when the parent did not hear what was asked. */
  readonly asked: string | null;
  readonly heard: string;
}

export interface KillRound {
  readonly seed: number;
  /** From the fork to the first turn that could be spoken: models loaded, session open. */
  readonly readyMs: number;
  /** From there to the kill. */
  readonly livedMs: number;
  readonly told: readonly ToldTurn[];
  /** The kinds of events seen of the turns the kill cut off; empty when it came between turns. */
  readonly cutOff: readonly string[];
  /** What is wrong with the store, in words; empty when nothing is. */
  readonly wrong: readonly string[];
}

export interface KillOptions {
  readonly seed: number;
  readonly dataFolder: string;
  /**
   * Null: the product's models, and a recording is listened to meanwhile. Where the files of a list of models are not
   * there, the process starts at once, and replies are not spoken.
   */
  readonly modelRoot: string | null;
  /** Told in earlier rounds on this folder. */
  readonly before?: readonly ToldTurn[];
}

const questions = [
  'What can you do?',
  'What is twelve times twelve?',
  'Add milk to my shopping list.',
  'What time is it?',
  'Make a note that the kettle is broken.',
  'Set a timer for two hours.',
] as const;
const recordings = ['hello_world', 'weather_question', 'harvard-spk1-5'] as const;

const endsTurn = new Set<SessionEvent['type']>(['replyEnd', 'turnDiscarded', 'timings']);

/** The turns whose end was told. @param typed what was typed, by session and turn */
export function toldTurns(events: readonly SessionEvent[], typed: ReadonlyMap<string, string>): ToldTurn[] {
  const spoken = new Map<string, string>();
  const told: ToldTurn[] = [];
  for (const event of events) {
    if (event.type === 'finalTranscription') spoken.set(`${event.session_id} ${event.turn_id}`, event.text);
    if (event.type !== 'replyEnd') continue;
    const key = `${event.session_id} ${event.turn_id}`;
    const asked = spoken.get(key) ?? typed.get(key) ?? null;
    told.push({ session: event.session_id, turn: event.turn_id, asked, heard: event.heard_text });
  }
  return told;
}

function cutOffEvents(events: readonly SessionEvent[]): string[] {
  const open = new Map<string, string[]>();
  for (const event of events) {
    if (!('turn_id' in event) || event.turn_id === undefined) continue;
    const key = `${event.session_id} ${event.turn_id}`;
    if (endsTurn.has(event.type)) open.delete(key);
    else open.set(key, [...(open.get(key) ?? []), event.type]);
  }
  return [...open.values()].map((types) => types.at(-1)!);
}

/** What is wrong with a folder, given the turns it has to hold. */
export async function inspectStore(dataFolder: string, told: readonly ToldTurn[]): Promise<string[]> {
  const sqlite = must(await loadSqlite());
  const wrong: string[] = [];
  const opened = await openHistory({
    folder: dataFolder,
    sqlite,
    observer: { onFault: ({ code }) => wrong.push(`the history tells ${code}`), onRecovered: () => {} },
  });
  if (!opened.ok) return [`the history cannot be opened: ${opened.fault.code}`];
  for (const { session, turn, asked, heard } of told) {
    const found = opened.value
      .recentTurns({ sessionId: session, limit: 1_000 })
      .find(({ turnId }) => turnId === turn);
    if (!found) wrong.push(`${session} turn ${turn} is lost`);
    else if (found.heardText !== heard) wrong.push(`${session} turn ${turn}: another reply is kept`);
    else if (asked !== null && found.userText !== asked)
      wrong.push(`${session} turn ${turn}: another question is kept`);
  }
  opened.value.close();
  const db = sqlite.open(join(dataFolder, 'history.db'), { readOnly: true, busyTimeoutMs: 1_000 });
  const [check] = db.prepare('PRAGMA integrity_check').all();
  db.close();
  if (check?.['integrity_check'] !== 'ok') wrong.push(`integrity: ${JSON.stringify(check)}`);
  return wrong;
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

export async function runKillRound(options: KillOptions): Promise<KillRound> {
  const { seed, dataFolder, modelRoot } = options;
  const random = createSeededRandom(seed);
  const startedAt = performance.now();
  const voice: VoiceProcess = startVoiceProcess();
  const typed = new Map<string, string>();
  try {
    await voice.ask({ type: 'start', dataFolder, ...(modelRoot ? { modelRoot } : {}) });
    const open = async (input: unknown) => {
      const opened = await voice.ask({ type: 'openSession', input, output: { kind: 'none' } });
      return (opened as { session_id: string }).session_id;
    };
    if (!modelRoot) {
      const paths = [fixturePath(`speech/${random.pick(recordings)}.wav`)];
      const listening = await open({ kind: 'files', paths });
      await voice.waitFor(({ type, session_id }) => type === 'captureState' && session_id === listening);
    }
    const readyMs = performance.now() - startedAt;
    const id = await open({ kind: 'none' });
    const readyAt = performance.now();
    const wantedMs = random.between(modelRoot ? 0 : 20, modelRoot ? 60 : 1_200);
    const gapMs = modelRoot ? 8 : 120;
    const dies = pause(wantedMs);
    let over = false;
    void dies.then(() => (over = true));
    // one question into the reply to the last, at moments of its own: each cuts off and saves the one before
    for (let turn = 1; !over; turn++) {
      const text = random.pick(questions);
      typed.set(`${id} ${turn}`, text);
      await Promise.race([dies, voice.ask({ type: 'typeText', session_id: id, text })]);
      await Promise.race([dies, pause(random.between(0, gapMs))]);
    }
    const livedMs = performance.now() - readyAt;
    await voice.kill();
    const told = toldTurns(voice.events, typed);
    const wrong = await inspectStore(dataFolder, [...(options.before ?? []), ...told]);
    return { seed, readyMs, livedMs, told, cutOff: cutOffEvents(voice.events), wrong };
  } finally {
    await voice.kill();
  }
}
