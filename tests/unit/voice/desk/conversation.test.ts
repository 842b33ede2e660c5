/** The one conversation of a desk, over sessions that end, on an engine that only opens them. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { err, ok } from '../../../../electron/contract/errors.ts';
import type { Fault } from '../../../../electron/contract/errors.ts';
import type { SessionEndReason } from '../../../../electron/contract/events.ts';
import type { Engine } from '../../../../electron/engine/engine-port.ts';
import type { Session } from '../../../../electron/engine/session.ts';
import { createConversation } from '../../../../electron/voice/desk/conversation.ts';
import { deskTuning } from '../../../../electron/voice/desk/tuning.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function open() {
  const faults: Fault[] = [];
  let end: (reason: SessionEndReason) => void = () => {};
  let opened = 0;
  let refusals = 0;
  const engine = {
    models: { vad: { ok: true }, stt: { ok: true } },
    openSession() {
      if (refusals-- > 0) return Promise.resolve(err('session_limit'));
      opened++;
      const ended = new Promise<SessionEndReason>((resolve) => (end = resolve));
      return Promise.resolve(ok({ ended, close: () => Promise.resolve() } as unknown as Session));
    },
  } as unknown as Engine;
  const conversation = createConversation({
    engine,
    host: 'utility',
    memory: [],
    countDevices: () => Promise.resolve({ microphones: 1, speakers: 1 }),
    onEvent() {},
    onLevel() {},
    onSound() {},
    onFault: (fault) => void faults.push(fault),
  });
  return {
    conversation,
    faults,
    opened: () => opened,
    refuse: (times: number) => void (refusals = times),
    async endWith(reason: SessionEndReason): Promise<void> {
      end(reason);
      await vi.advanceTimersByTimeAsync(deskTuning.reopenAfterMs);
    },
  };
}

describe('a conversation whose session ends', () => {
  it('is opened again each time somebody closes it, however soon', async () => {
    const { conversation, faults, endWith, opened } = open();
    await vi.advanceTimersByTimeAsync(0);
    const often = 2 * deskTuning.reopenMost + 1;
    for (let i = 0; i < often; i++) await endWith('closed');
    expect(opened()).toBe(often + 1);
    expect(conversation.isOpen).toBe(true);
    expect(faults).toEqual([]);
  });

  it('that cannot be opened is tried again with the next wish, which says why it could not', async () => {
    const { conversation, faults, refuse, endWith } = open();
    await vi.advanceTimersByTimeAsync(0);
    refuse(2);
    await endWith('closed');
    expect(conversation.isOpen).toBe(false);
    const ran: string[] = [];
    const wish = (name: string) => conversation.wish(() => void ran.push(name));
    expect(await wish('first')).toMatchObject({ ok: false, fault: { code: 'session_limit' } });
    expect(await Promise.all([wish('second'), wish('third')])).toEqual([ok(null), ok(null)]);
    expect(ran).toEqual(['second', 'third']);
    expect(conversation.isOpen).toBe(true);
    expect(faults.map(({ code }) => code)).toEqual(['session_limit', 'session_limit']);
  });

  it('is given up when it fails again and again', async () => {
    const { conversation, faults, endWith } = open();
    await vi.advanceTimersByTimeAsync(0);
    for (let i = 0; i < deskTuning.reopenMost; i++) await endWith('failed');
    expect(conversation.isOpen).toBe(true);
    await endWith('failed');
    expect(conversation.isOpen).toBe(false);
    expect(faults.map(({ code }) => code)).toEqual(['internal']);
  });
});
