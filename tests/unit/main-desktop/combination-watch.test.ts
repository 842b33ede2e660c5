import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAccelerator } from '../../../electron/main/key-hook/accelerator.ts';
import { releaseAll, startWatch, stepWatch } from '../../../electron/main/key-hook/combination-watch.ts';
import type {
  CombinationName,
  KeyEvent,
  WatchState,
  WatchedCombination,
} from '../../../electron/main/key-hook/combination-watch.ts';

const CTRL = 29;
const CTRL_RIGHT = 0xe1d;
const SHIFT = 42;
const ALT = 56;
const SPACE = 57;
const D = 32;
const A = 30;

function watched(name: CombinationName, accelerator: string): WatchedCombination {
  const parsed = parseAccelerator(accelerator, 'linux');
  if (!parsed.ok) throw new Error(accelerator);
  return { name, ...parsed.value };
}
const both = [watched('talk', 'Control+Shift+Space'), watched('dictate', 'Control+Shift+D')];

/** A keyboard: positive numbers press, negative ones release; modifiers are those held after the event. */
function type(
  keys: readonly number[],
  state: WatchState = startWatch(both),
  held = new Set<number>(),
): { told: string[]; state: WatchState } {
  const told: string[] = [];
  for (const key of keys) {
    const code = Math.abs(key);
    if (key > 0) held.add(code);
    else held.delete(code);
    const event: KeyEvent = {
      pressed: key > 0,
      code,
      ctrl: held.has(CTRL) || held.has(CTRL_RIGHT),
      alt: held.has(ALT),
      shift: held.has(SHIFT),
      meta: false,
    };
    const step = stepWatch(state, event);
    state = step.state;
    for (const { name, pressed } of step.changes) told.push(`${name} ${pressed ? 'down' : 'up'}`);
  }
  return { told, state };
}

describe('a watched combination', () => {
  it.each([
    ['is told down and up', [CTRL, SHIFT, SPACE, -SPACE, -SHIFT, -CTRL], ['talk down', 'talk up']],
    ['counts with the other Control key', [CTRL_RIGHT, SHIFT, SPACE, -SPACE], ['talk down', 'talk up']],
    ['is told once while it repeats', [CTRL, SHIFT, SPACE, SPACE, SPACE, -SPACE], ['talk down', 'talk up']],
    [
      'is up when a modifier goes first',
      [CTRL, SHIFT, SPACE, -CTRL, -SPACE, -SHIFT],
      ['talk down', 'talk up'],
    ],
    [
      'is not pressed again by its repeats after a modifier came back',
      [CTRL, SHIFT, SPACE, -SHIFT, SPACE, SHIFT, SPACE, SPACE, -SPACE],
      ['talk down', 'talk up'],
    ],
    [
      'counts again after its key was up',
      [CTRL, SHIFT, SPACE, -SHIFT, -SPACE, SHIFT, SPACE, -SPACE],
      ['talk down', 'talk up', 'talk down', 'talk up'],
    ],
    ['needs all its modifiers', [CTRL, SPACE, -SPACE], []],
    ['is another one with a modifier more', [CTRL, SHIFT, ALT, SPACE, -SPACE], []],
    ['is not begun by a modifier that comes last', [SPACE, CTRL, SHIFT, -SPACE], []],
    ['stays down while other keys are typed', [CTRL, SHIFT, SPACE, A, -A, -SPACE], ['talk down', 'talk up']],
    [
      'does not hide the other',
      [CTRL, SHIFT, SPACE, D, -D, -SPACE],
      ['talk down', 'dictate down', 'dictate up', 'talk up'],
    ],
  ] as const)('%s', (_what, keys, told) => {
    expect(type(keys).told).toEqual(told);
  });

  it('is up when a later key shows that its modifiers are gone: the key-up was lost', () => {
    const { state } = type([CTRL, SHIFT, SPACE]);
    expect(type([A], state, new Set()).told).toEqual(['talk up']);
  });

  it('is released when watching stops', () => {
    const { state } = type([CTRL, SHIFT, SPACE]);
    expect(releaseAll(state).changes).toEqual([{ name: 'talk', pressed: false }]);
    expect(releaseAll(releaseAll(state).state).changes).toEqual([]);
  });

  it('does not fire from a key that is still held from recording it', () => {
    const { state } = type([CTRL, SHIFT, SPACE], startWatch([]));
    const armed = startWatch(both, state.lastDown);
    const held = new Set([CTRL, SHIFT, SPACE]);
    const after = type([SPACE, SPACE, -SPACE], armed, held);
    expect(after.told).toEqual([]);
    expect(type([SPACE, -SPACE], after.state, held).told).toEqual(['talk down', 'talk up']);
  });
});

describe('privacy', () => {
  const anyKey = fc.constantFrom(A, D, SPACE, 18, 23, 2, 28, 14);
  const strokes = fc.array(fc.tuple(anyKey, fc.boolean()), { maxLength: 200 });

  it('tells nothing of keys typed without the modifiers', () => {
    fc.assert(
      fc.property(strokes, (list) => {
        expect(type(list.map(([key, press]) => (press ? key : -key))).told).toEqual([]);
      }),
    );
  });

  it('tells names and directions only, in turn, whatever is typed', () => {
    const all = fc.array(fc.tuple(fc.constantFrom(CTRL, SHIFT, ALT, SPACE, D, A, 18), fc.boolean()), {
      maxLength: 200,
    });
    fc.assert(
      fc.property(all, (list) => {
        const { told, state } = type(list.map(([key, press]) => (press ? key : -key)));
        for (const name of ['talk', 'dictate']) {
          const mine = told.filter((line) => line.startsWith(name));
          expect(mine.every((line, at) => line === `${name} ${at % 2 === 0 ? 'down' : 'up'}`)).toBe(true);
        }
        expect(told.every((line) => /^(talk|dictate) (down|up)$/.test(line))).toBe(true);
        // of what was typed, no more than the last key stays in memory
        expect(Object.keys(state).sort()).toEqual(['down', 'lastDown', 'spent', 'watched']);
      }),
    );
  });
});
