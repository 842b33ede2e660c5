/** A desk with real models and windows in memory. */
import type { DeskEvent } from '../../electron/contract/desk-events.ts';
import type { TurnView } from '../../electron/contract/desk-views.ts';
import { encodePcm16 } from '../../electron/engine/dsp/wav.ts';
import { silentLogger } from '../../electron/engine/runtime/logger.ts';
import { createDesk } from '../../electron/voice/desk/desk.ts';
import { createDeskLine } from './desk-line.ts';
import type { DeskLine } from './desk-line.ts';
import { createDataFolder } from './parley-process.ts';
import { openTestEngine } from './test-engine.ts';

export interface DeskRig {
  readonly dataFolder: string;
  /** A window that has its snapshot. */
  readonly connect: () => Promise<DeskLine>;
  /** Closes the desk and opens another on the same engine. */
  reopen(): Promise<void>;
  close(): Promise<void>;
}

export async function openDeskRig(): Promise<DeskRig> {
  const data = createDataFolder();
  const under = await openTestEngine({ dataFolder: data.path });
  const { engine, services } = under;
  const open = () =>
    createDesk({ engine, services, host: 'headless', version: '0.0.0-test', log: silentLogger });
  let desk = open();
  return {
    dataFolder: data.path,
    async connect() {
      const line = createDeskLine();
      desk.connect(line.carrier);
      await line.call('getSnapshot', {});
      return line;
    },
    async reopen() {
      await desk.close();
      desk = open();
    },
    async close() {
      await desk.close();
      await under.close();
      data.remove();
    },
  };
}

/** A session's event of that type. */
export const isSession = (type: string) => (event: DeskEvent) =>
  event.type === 'session' && event.event.type === type;

/** Types `text` and resolves with the turn as it was saved. */
export async function ask(line: DeskLine, text: string): Promise<TurnView> {
  const since = line.events.length;
  await line.call('sendText', { text });
  const saved = await line.waitFor((event) => event.type === 'turnSaved', { since });
  if (saved.type !== 'turnSaved') throw new Error('not saved');
  return saved.turn;
}

/** A clip at 16 kHz as a browser would send it: pieces of odd size at the pace of speech, silence after it. */
export async function speak(line: DeskLine, clip: Float32Array, trailMs = 1_500): Promise<void> {
  const whole = new Float32Array(clip.length + trailMs * 16);
  whole.set(clip);
  const bytes = encodePcm16(whole);
  const start = performance.now();
  for (let at = 0; at < bytes.length;) {
    const piece = bytes.subarray(at, at + 3_333);
    at += piece.length;
    line.sendSound(piece);
    const dueMs = at / 32 - (performance.now() - start);
    if (dueMs > 0) await new Promise((resolve) => setTimeout(resolve, dueMs));
  }
}
