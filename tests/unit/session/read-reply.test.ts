/** A reply on a machine without a voice: it is shown, and stopping it keeps what was shown. */
import { describe, expect, it } from 'vitest';
import { err } from '../../../electron/contract/errors.ts';
import type { SessionEvent } from '../../../electron/contract/events.ts';
import { defaultSettings } from '../../../electron/contract/settings.ts';
import type { TurnRecord } from '../../../electron/contract/turns.ts';
import type { Brain } from '../../../electron/engine/brain/brain-port.ts';
import { createNullSink } from '../../../electron/engine/playback/null-sink.ts';
import { createFrameQueue } from '../../../electron/engine/pressure/frame-queue.ts';
import { nobodyWatches } from '../../../electron/engine/observe/stage-recorder.ts';
import { silentLogger } from '../../../electron/engine/runtime/logger.ts';
import { createVirtualClock } from '../../../electron/engine/runtime/virtual-clock.ts';
import { openSession } from '../../../electron/engine/session.ts';

/** Sends these pieces at once, then thinks on until it is stopped. */
function streamed(pieces: readonly string[], stopped: unknown[]): Brain {
  return {
    async reply(_request, send, signal) {
      for (const text of pieces) await send({ kind: 'delta', text });
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
      stopped.push(signal.reason);
      return { kind: 'cancelled' };
    },
    close: () => Promise.resolve(),
  };
}

async function stopWhile(pieces: readonly string[]) {
  const clock = createVirtualClock(Date.UTC(2026, 0, 1));
  const events: SessionEvent[] = [];
  const kept: TurnRecord[] = [];
  const stopped: unknown[] = [];
  const session = openSession({
    id: 's-read',
    isLocal: true,
    watch: nobodyWatches,
    frameQueue: createFrameQueue(clock),
    follows: { microphone: false, speaker: false },
    clock,
    log: silentLogger,
    settings: () => defaultSettings,
    hearing: null,
    stt: null,
    turnModel: null,
    brain: streamed(pieces, stopped),
    voice: () => Promise.resolve(err('model_missing', 'none here')),
    sink: createNullSink({ clock }),
    onEvent: (event) => void events.push(event),
    onTurnFinished: (record) => void kept.push(record),
  });
  session.type('Tell me a story.');
  await clock.advance(100);
  session.interrupt();
  await clock.advance(100);
  await session.close();
  const ends = events.flatMap((event) => (event.type === 'replyEnd' ? [event] : []));
  return { ends, kept, stopped };
}

describe('a reply that is read, stopped in its middle', () => {
  it('is kept as far as it was shown', async () => {
    const { ends, kept } = await stopWhile(['Once upon a time ', 'there was a kettle.']);
    const text = 'Once upon a time there was a kettle.';
    expect(ends).toMatchObject([{ heard_text: text, complete: false }]);
    expect(kept).toMatchObject([{ userText: 'Tell me a story.', heardText: text, interrupted: true }]);
  });

  it('leaves only the question when nothing had been shown', async () => {
    const { ends, kept, stopped } = await stopWhile([]);
    expect(ends).toMatchObject([{ heard_text: '', complete: false }]);
    expect(kept).toMatchObject([{ userText: 'Tell me a story.', heardText: '', replyText: '' }]);
    expect(stopped).toEqual(['unheard']);
  });
});
