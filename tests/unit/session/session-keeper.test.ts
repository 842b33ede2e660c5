/** Who is ended for being idle or too long, with sessions that only say how old they are. */
import { describe, expect, it } from 'vitest';
import type { SessionEndReason } from '../../../electron/contract/events.ts';
import { settingsSchema } from '../../../electron/contract/settings.ts';
import { createVirtualClock } from '../../../electron/engine/runtime/virtual-clock.ts';
import type { Session } from '../../../electron/engine/session.ts';
import {
  IDLE_ON_REQUEST_MS,
  createSessionKeeper,
  endOf,
  limitsOf,
} from '../../../electron/engine/session-keeper.ts';

const limits = limitsOf(settingsSchema.parse({}));

describe('the limits', () => {
  it('are ten at once, an hour each, looked at every 30 s', () => {
    expect(limits).toEqual({ most: 10, longestMs: 3_600_000, idleMs: 600_000, cleanEveryMs: 30_000 });
  });

  it('follow the settings, and beneath them who opened the engine', () => {
    const settings = settingsSchema.parse({
      pipeline: { maxSessions: 3, maxSessionMinutes: 2, idleMinutes: 1, cleanUpSeconds: 5 },
    });
    expect(limitsOf(settings)).toEqual({ most: 3, longestMs: 120_000, idleMs: 60_000, cleanEveryMs: 5_000 });
    expect(limitsOf(settings, { most: 7 }).most).toBe(7);
  });

  it.each([{ maxSessions: 0 }, { maxSessions: 1.5 }, { cleanUpSeconds: 1 }, { idleMinutes: -1 }])(
    '%j is no setting',
    (pipeline) => expect(settingsSchema.safeParse({ pipeline }).success).toBe(false),
  );
});

describe('a session', () => {
  const hour = limits.longestMs;
  it.each<[string, number, number, boolean, SessionEndReason | null]>([
    ['in use', 1_000, 0, false, null],
    ['idle for less than it may', hour - 1, limits.idleMs - 1, true, null],
    ['idle for as long as it may', limits.idleMs, limits.idleMs, true, 'idle'],
    ['speaking at the end of its hour', hour, 0, false, null],
    ['pausing at the end of its hour', hour, 0, true, 'too_long'],
    ['still speaking one look later', hour + limits.cleanEveryMs, 0, false, 'too_long'],
  ])('%s', (_what, openMs, idleMs, isIdle, reason) => {
    expect(endOf({ openMs, idleMs }, isIdle, limits)).toBe(reason);
  });
});

function rig() {
  const clock = createVirtualClock(0);
  const ended: string[] = [];
  const open = new Map<string, Session>();
  function add(id: string, more: { local?: boolean; busy?: boolean } = {}) {
    const openedAtMs = clock.now();
    open.set(id, {
      id,
      isLocal: more.local ?? false,
      isIdle: () => !more.busy,
      ages: () => ({
        openMs: clock.now() - openedAtMs,
        idleMs: more.busy ? 0 : clock.now() - openedAtMs,
        deafMs: null,
      }),
      close(reason: SessionEndReason) {
        ended.push(`${id} ${reason} ${clock.now() / 1_000}`);
        open.delete(id);
        return Promise.resolve();
      },
    } as unknown as Session);
  }
  const inForce = { now: limits };
  const keeper = createSessionKeeper({
    clock,
    limits: () => inForce.now,
    sessions: () => [...open.values()],
  });
  return { clock, ended, open, add, keeper, inForce };
}

describe('the keeper', () => {
  it('looks every 30 s and ends what is idle, never the user’s own nor who speaks', async () => {
    const { add, clock, ended, keeper, open } = rig();
    keeper.start();
    await clock.advance(10_000);
    add('guest');
    add('mine', { local: true });
    add('speaking', { busy: true });
    await clock.advance(limits.idleMs + 20_000);
    expect(ended).toEqual(['guest idle 630']);
    expect([...open.keys()]).toEqual(['mine', 'speaking']);
    expect(keeper.cleaned).toBe(1);
    await clock.advance(limits.longestMs);
    expect(ended).toHaveLength(2);
    expect(ended[1]).toMatch(/^speaking too_long/);
    expect([...open.keys()]).toEqual(['mine']);
  });

  it('shows less patience when room is asked for', async () => {
    const { add, clock, ended, keeper } = rig();
    add('old');
    await clock.advance(IDLE_ON_REQUEST_MS);
    add('new');
    expect(await keeper.clean(IDLE_ON_REQUEST_MS)).toBe(1);
    expect(ended).toEqual(['old idle 60']);
  });

  it('follows changed limits, and looks no more once stopped', async () => {
    const { add, clock, ended, inForce, keeper } = rig();
    keeper.start();
    inForce.now = { ...limits, idleMs: 60_000, cleanEveryMs: 5_000 };
    keeper.start();
    add('guest');
    await clock.advance(59_000);
    expect(ended).toEqual([]);
    await clock.advance(1_000);
    expect(ended).toEqual(['guest idle 60']);
    keeper.stop();
    add('another');
    await clock.advance(86_400_000);
    expect(ended).toHaveLength(1);
  });
});
