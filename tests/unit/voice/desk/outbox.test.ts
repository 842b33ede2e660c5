import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { DeskEvent } from '../../../../electron/contract/desk-events.ts';
import type { LiveTurn } from '../../../../electron/contract/desk-views.ts';
import { createOutbox } from '../../../../electron/voice/desk/outbox.ts';
import { createDeskLine } from '../../../support/desk-line.ts';

const live = (text: string): DeskEvent => ({ type: 'liveChanged', live: { text } as LiveTurn });
const cleared: DeskEvent = { type: 'historyCleared' };
const post = (event: DeskEvent) => ({ type: 'event' as const, event });
const level = { type: 'level', rms: 0, peak: 0, speech: 0 } as const;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const textsOf = (line: ReturnType<typeof createDeskLine>) =>
  line.events.map((event) => (event.type === 'liveChanged' ? event.live?.text : event.type));

describe('what one window is sent', () => {
  it('is at once and in order what must arrive, and only the newest of what is replaced', () => {
    const line = createDeskLine();
    const outbox = createOutbox(line.carrier);
    vi.advanceTimersByTime(100);
    outbox.post(post(live('a')));
    expect(textsOf(line)).toEqual(['a']);
    outbox.post(post(live('b')));
    outbox.post(post(live('c')));
    expect(textsOf(line)).toEqual(['a']);
    // what came before it is told before it
    outbox.post(post(cleared));
    expect(textsOf(line)).toEqual(['a', 'c', 'historyCleared']);
    outbox.post(post(live('d')));
    vi.advanceTimersByTime(40);
    expect(textsOf(line)).toEqual(['a', 'c', 'historyCleared', 'd']);
  });

  it('waits for a slow reader, drops its levels, and loses nothing that matters', () => {
    const line = createDeskLine();
    const outbox = createOutbox(line.carrier);
    line.waitingBytes = 100_000;
    for (let i = 0; i < 50; i++) outbox.post(post(live(String(i))));
    outbox.postLevel(level);
    vi.advanceTimersByTime(1_000);
    expect(line.messages).toHaveLength(0);
    outbox.post(post(cleared));
    expect(textsOf(line)).toEqual(['49', 'historyCleared']);
    outbox.post(post(live('later')));
    line.waitingBytes = 0;
    vi.advanceTimersByTime(40);
    expect(textsOf(line)).toEqual(['49', 'historyCleared', 'later']);
    outbox.postLevel(level);
    expect(line.messages.at(-1)).toEqual(level);
  });

  it('ends with 1013 when the reader is more than 4 MiB behind, also with nothing but replaceable news', () => {
    const line = createDeskLine();
    const outbox = createOutbox(line.carrier);
    line.waitingBytes = 4 * 1024 * 1024 + 1;
    outbox.post(post(live('x')));
    vi.advanceTimersByTime(100);
    expect(line.closedWith).toBe(1013);
    outbox.post(post(cleared));
    expect(line.messages).toHaveLength(0);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('leaves no timer behind when the window goes', () => {
    const line = createDeskLine();
    const outbox = createOutbox(line.carrier);
    outbox.post(post(live('a')));
    outbox.post(post(live('b')));
    outbox.close();
    expect(vi.getTimerCount()).toBe(0);
  });
});
