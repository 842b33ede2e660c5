import { describe, expect, it } from 'vitest';
import { judgeRestart } from '../../../electron/main/key-hook/restart-limit.ts';
import { REPEAT_GAP_MS, isNewPress } from '../../../electron/main/shortcuts/repeat-filter.ts';
import { isWayland, mayWatchKeys, planShortcut } from '../../../electron/main/shortcuts/shortcut-plan.ts';
import type { ShortcutFacts } from '../../../electron/main/shortcuts/shortcut-plan.ts';
import { wishOf } from '../../../electron/main/shortcuts/talk-keys.ts';

const good: ShortcutFacts = {
  accelerator: 'Control+Shift+Space',
  valid: true,
  wayland: false,
  consent: true,
  hook: 'runs',
  registered: true,
};

describe('how a shortcut works here', () => {
  it.each<[string, Partial<ShortcutFacts>, string, string]>([
    ['with the hook', {}, 'hold', 'key_up_seen'],
    ['while the hook starts', { hook: 'starting' }, 'toggle', 'hook_missing'],
    ['without the addon', { hook: 'missing' }, 'toggle', 'hook_missing'],
    ['with a dead hook', { hook: 'dead' }, 'toggle', 'hook_missing'],
    ['without consent', { consent: false, hook: 'off' }, 'toggle', 'needs_consent'],
    ['on Wayland', { wayland: true, hook: 'off' }, 'toggle', 'wayland'],
    ['on Wayland, refused', { wayland: true, registered: false }, 'none', 'wayland'],
    ['taken by another program', { registered: false }, 'none', 'taken'],
    ['taken, and no hook', { registered: false, hook: 'missing' }, 'none', 'taken'],
    ['not set', { accelerator: ' ', valid: false }, 'none', 'not_set'],
    ['unreadable', { valid: false, registered: false }, 'none', 'invalid'],
  ])('%s', (_what, facts, style, reason) => {
    const accelerator = facts.accelerator ?? good.accelerator;
    expect(planShortcut({ ...good, ...facts })).toEqual({ accelerator, style, reason });
  });

  it.each([
    ['linux', { XDG_SESSION_TYPE: 'wayland' }, true],
    ['linux', { XDG_SESSION_TYPE: 'x11', WAYLAND_DISPLAY: 'wayland-0' }, true],
    ['linux', { XDG_SESSION_TYPE: 'x11' }, false],
    ['linux', { WAYLAND_DISPLAY: '' }, false],
    ['win32', { WAYLAND_DISPLAY: 'wayland-0' }, false],
  ])('Wayland is known on %s from %o', (platform, environment, wayland) => {
    expect(isWayland(platform, environment)).toBe(wayland);
  });

  it('keys are watched only where it works and is allowed', () => {
    expect([
      mayWatchKeys({ wayland: false, consent: true }),
      mayWatchKeys({ wayland: true, consent: true }),
      mayWatchKeys({ wayland: false, consent: false }),
    ]).toEqual([true, false, false]);
  });
});

describe('what a key asks for', () => {
  it.each([
    ['talk', 'hook', true, true, 'pressTalk'],
    ['talk', 'hook', false, true, 'releaseTalk'],
    // the hook died with the key down
    ['talk', 'hook', false, false, 'releaseTalk'],
    ['talk', 'hook', true, false, null],
    ['talk', 'system', true, true, null],
    ['talk', 'system', true, false, 'toggleTalk'],
    ['dictate', 'hook', true, true, 'toggleDictation'],
    ['dictate', 'hook', false, true, null],
    ['dictate', 'system', true, false, 'toggleDictation'],
    ['dictate', 'system', true, true, null],
  ] as const)('%s from %s, pressed %s, hook runs %s: %s', (name, from, pressed, runs, wish) => {
    expect(wishOf({ name, from, pressed }, runs)).toBe(wish);
  });

  it('repeats of a held key are one press', () => {
    let last: number | null = null;
    const times = [0, 660, 700, 740, 780, 780 + REPEAT_GAP_MS, 5_000];
    const fresh = times.filter((at) => {
      const isNew = isNewPress(last, at);
      last = at;
      return isNew;
    });
    expect(fresh).toEqual([0, 780 + REPEAT_GAP_MS, 5_000]);
  });
});

describe('restarting the hook', () => {
  const rule = { restarts: 3, window_ms: 1_000 };
  it.each([
    [[0], true],
    [[0, 1, 2], true],
    [[0, 1, 2, 3], false],
    [[0, 1, 2, 1_500], true],
  ])('after deaths at %o: %s', (deaths, again) => {
    expect(judgeRestart(deaths, rule).again).toBe(again);
  });
  it('forgets old deaths', () => {
    expect(judgeRestart([0, 10, 2_000], rule).deaths).toEqual([2_000]);
  });
});
