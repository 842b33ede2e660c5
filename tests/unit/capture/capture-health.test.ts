import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  initialCaptureHealth,
  reduceCaptureHealth,
  reopenDelayMs,
} from '../../../electron/engine/capture/capture-health.ts';
import type {
  CaptureHealth,
  HealthEvent,
  MicrophoneVerdict,
  OpenFailure,
} from '../../../electron/engine/capture/capture-health.ts';

/** Events in short: what happened, at which millisecond. */
const opened = (atMs: number): HealthEvent => ({ kind: 'opened', atMs });
const openFailed = (reason: OpenFailure): HealthEvent => ({ kind: 'openFailed', reason });
const sound = (atMs: number): HealthEvent => ({
  kind: 'tick',
  atMs,
  lastFrameAtMs: atMs,
  zerosSinceMs: null,
});
const zeros = (atMs: number, zerosSinceMs: number): HealthEvent => ({
  kind: 'tick',
  atMs,
  lastFrameAtMs: atMs,
  zerosSinceMs,
});
const quiet = (atMs: number, lastFrameAtMs: number | null): HealthEvent => ({
  kind: 'tick',
  atMs,
  lastFrameAtMs,
  zerosSinceMs: null,
});
const inspected = (atMs: number, verdict: MicrophoneVerdict, areZeros = true): HealthEvent => ({
  kind: 'inspected',
  atMs,
  verdict,
  zeros: areZeros,
});
const switched: HealthEvent = { kind: 'switched', named: true };
const broke: HealthEvent = { kind: 'broke' };

/** Condition and last commands in short: `hearing`, `silent mic_zeros`, `inspect`, `reopen 250`. */
function after(events: readonly HealthEvent[], start = initialCaptureHealth(false, false)) {
  let health: CaptureHealth = start;
  let commands: string[] = [];
  for (const event of events) {
    const step = reduceCaptureHealth(health, event);
    health = step.health;
    commands = step.commands.map((c) => (c.kind === 'reopen' ? `reopen ${c.inMs}` : c.kind));
  }
  const { condition } = health;
  const said = condition === null ? 'nothing' : 'code' in condition ? condition.code : condition.state;
  return [said, ...commands].join(' ');
}

const named = initialCaptureHealth(true, false);
const mac = initialCaptureHealth(false, true);
const heard = [opened(0), sound(100)];
const silent = [opened(0), zeros(100, 100), zeros(2_100, 100)];

describe('capture health', () => {
  const table: readonly [string, readonly HealthEvent[], string, CaptureHealth?][] = [
    ['nothing yet', [], 'nothing'],
    ['opened, no frame yet', [opened(0), quiet(3_900, null)], 'nothing'],
    ['never a frame', [opened(0), quiet(4_001, null)], 'mic_stalled reopen 250'],
    ['sound', heard, 'hearing'],
    ['frames a little late', [...heard, quiet(400, 100)], 'hearing'],
    ['a gap is asked about', [...heard, quiet(600, 100)], 'hearing inspect'],
    ['but only once', [...heard, quiet(600, 100), quiet(850, 100)], 'hearing'],
    ['no frames for a second', [...heard, quiet(1_101, 100)], 'mic_stalled reopen 250'],
    ['zeros for a moment', [opened(0), zeros(100, 100), zeros(400, 100)], 'nothing'],
    ['zeros right after sound', [...heard, zeros(2_000, 1_800)], 'hearing'],
    ['zeros are asked about early', [...heard, zeros(2_400, 1_800)], 'hearing inspect'],
    ['zeros for two seconds', silent, 'mic_zeros inspect'],
    ['zeros after sound', [...heard, zeros(2_200, 200)], 'mic_zeros inspect'],
    ['asked again only every two seconds', [...silent, zeros(3_000, 100)], 'mic_zeros'],
    ['and then again', [...silent, zeros(4_100, 100)], 'mic_zeros inspect'],
    ['muted', [...silent, inspected(2_200, 'muted')], 'mic_muted'],
    ['known to be muted before two seconds', [opened(0), inspected(700, 'muted')], 'mic_muted'],
    ['muted a moment ago, sound now', [...heard, inspected(700, 'muted', false)], 'hearing'],
    [
      'unmuted but still zeros',
      [...silent, inspected(2_200, 'muted'), inspected(4_200, 'present')],
      'mic_zeros',
    ],
    ['sound returns', [...silent, sound(3_000)], 'hearing'],
    ['sound returns after mute', [...silent, inspected(2_200, 'muted'), sound(3_000)], 'hearing'],
    ['unplugged', [...heard, inspected(700, 'absent')], 'mic_gone reopen 250'],
    ['unplugged before it was ever heard', [...silent, inspected(2_200, 'absent')], 'mic_none reopen 250'],
    ['refused while open', [...silent, inspected(2_200, 'denied')], 'mic_denied reopen 250'],
    ['server does not answer but frames come', [...heard, inspected(700, 'unreachable')], 'hearing'],
    ['nobody can say why it is silent', [...silent, inspected(9_999, 'unasked')], 'mic_zeros'],
    ['so it is opened anew in the end', [...silent, inspected(10_000, 'unasked')], 'mic_zeros reopen 0'],
    ['nobody can say, but it hears', [...heard, inspected(60_000, 'unasked', false)], 'hearing'],
    ['zeros from the start on a Mac', silent, 'mic_denied inspect', mac],
    ['zeros after sound on a Mac', [...heard, zeros(2_200, 200)], 'mic_zeros inspect', mac],
    [
      'an answer after it was closed',
      [...heard, quiet(1_101, 100), inspected(1_200, 'absent')],
      'mic_stalled',
    ],
    ['a tick while closed', [openFailed('absent'), quiet(9_000, null)], 'mic_none'],
    ['none', [openFailed('absent')], 'mic_none reopen 250'],
    ['unknown name', [openFailed('absent')], 'mic_unknown reopen 250', named],
    ['unknown after it was heard', [...heard, broke, openFailed('absent')], 'mic_gone reopen 500', named],
    ['no sound server', [openFailed('unreachable')], 'mic_none reopen 250'],
    ['sound server dead', [...heard, broke, openFailed('unreachable')], 'mic_stalled reopen 500'],
    ['denied', [openFailed('denied')], 'mic_denied reopen 250'],
    ['busy', [openFailed('busy')], 'mic_busy reopen 250'],
    ['cannot be opened', [openFailed('failed')], 'mic_failed reopen 250'],
    ['broken while open', [...heard, broke], 'mic_stalled reopen 250'],
    ['broken twice is one loss', [...heard, broke, broke], 'mic_stalled'],
    ['opened again but still no sound', [...heard, broke, opened(2_000), zeros(2_100, 2_100)], 'mic_stalled'],
    ['opened again and sound', [...heard, broke, opened(2_000), sound(2_100)], 'hearing'],
    ['switched', [...heard, switched], 'hearing reopen 0'],
    [
      'switched to one that is not there',
      [...heard, switched, openFailed('absent')],
      'mic_unknown reopen 250',
    ],
    ['all is well for long', [...heard, sound(14_999)], 'hearing'],
    ['and is looked at now and then', [...heard, sound(15_000)], 'hearing inspect'],
  ];
  it.each(table)('%s', (_name, events, expected, start) => {
    expect(after(events, start)).toBe(expected);
  });

  it('waits longer each time, and starts over only after steady sound', () => {
    const waits = [1, 2, 3, 4, 5, 6, 50].map((n) => reopenDelayMs(n));
    expect(waits).toEqual([250, 500, 1_000, 2_000, 4_000, 5_000, 5_000]);
    const three = [openFailed('failed'), openFailed('failed'), openFailed('failed')];
    expect(after([...three, opened(0), sound(100), broke])).toBe('mic_stalled reopen 2000');
    expect(after([...three, opened(0), sound(2_100), broke])).toBe('mic_stalled reopen 250');
    expect(after(new Array<HealthEvent>(9).fill(openFailed('absent')))).toBe('mic_none reopen 2000');
  });

  it('keeps the same state where nothing changes', () => {
    const { health } = reduceCaptureHealth(
      reduceCaptureHealth(initialCaptureHealth(false, false), opened(0)).health,
      sound(100),
    );
    expect(reduceCaptureHealth(health, sound(200)).health).toBe(health);
    expect(reduceCaptureHealth(health, inspected(200, 'present', false)).health).toBe(health);
  });

  it('in any order of events: closed means a reopening is on its way, open means none', () => {
    const verdict = fc.constantFrom<MicrophoneVerdict>(
      'present',
      'muted',
      'absent',
      'denied',
      'unreachable',
      'unasked',
    );
    const reason = fc.constantFrom<OpenFailure>('absent', 'denied', 'unreachable', 'busy', 'failed');
    const time = fc.nat(20_000);
    const event: fc.Arbitrary<HealthEvent> = fc.oneof(
      time.map(opened),
      reason.map(openFailed),
      fc.constant(broke),
      fc.constant(switched),
      fc.tuple(time, time).map(([a, b]) => quiet(Math.max(a, b), Math.min(a, b))),
      fc.tuple(time, time).map(([a, b]) => zeros(Math.max(a, b), Math.min(a, b))),
      time.map(sound),
      fc.tuple(time, verdict, fc.boolean()).map(([at, v, z]) => inspected(at, v, z)),
    );
    fc.assert(
      fc.property(fc.array(event, { maxLength: 40 }), (events) => {
        let health = initialCaptureHealth(false, false);
        for (const next of events) {
          const wasOpen = health.openedAtMs !== null;
          const step = reduceCaptureHealth(health, next);
          const reopens = step.commands.filter((command) => command.kind === 'reopen').length;
          expect(reopens).toBeLessThanOrEqual(1);
          if (wasOpen && step.health.openedAtMs === null) expect(reopens).toBe(1);
          if (reopens === 1) expect(step.health.openedAtMs).toBe(null);
          if (step.health.condition?.state === 'lost') expect(step.health.condition.code).toMatch(/^mic_/);
          health = step.health;
        }
      }),
      { numRuns: 500 },
    );
  });
});
