/** What a turn did is undone when it was taken back before it was heard. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UNHEARD } from '../../../electron/engine/brain/brain-port.ts';
import { createSkillResponder } from '../../../electron/engine/brain/skills/skill-responder.ts';
import { createUndoStorage } from '../../../electron/engine/brain/skills/undo-storage.ts';
import { createVirtualClock } from '../../../electron/engine/runtime/virtual-clock.ts';
import { createFakeSkillStorage } from '../../fakes/fake-skill-storage.ts';

const item = (id: string) => ({ id, kind: 'timer' as const, label: id, dueAt: 1_000, createdAt: 0 });

describe('undoing', () => {
  it('leaves the storage as it was, whatever was done', () => {
    const step = fc.oneof(
      fc.record({ do: fc.constant('schedule' as const), id: fc.constantFrom('a', 'b', 'c') }),
      fc.record({ do: fc.constant('unschedule' as const), id: fc.constantFrom('a', 'b', 'c') }),
      fc.record({ do: fc.constant('note' as const), id: fc.string({ minLength: 1, maxLength: 5 }) }),
      fc.record({ do: fc.constant('add' as const), id: fc.constantFrom('milk', 'eggs') }),
      fc.record({ do: fc.constant('remove' as const), id: fc.constantFrom('milk', 'eggs') }),
      fc.record({ do: fc.constant('clear' as const), id: fc.constant('') }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        const storage = createFakeSkillStorage();
        storage.schedule(item('kept'));
        storage.addToList('shopping', ['milk', 'bread']);
        storage.addNote('first', 1);
        const look = () =>
          JSON.stringify([
            storage.scheduled(),
            storage.list('shopping'),
            storage.notes().map((note) => note.text),
          ]);
        const before = look();
        const undo = createUndoStorage(storage);
        const used = new Set<string>();
        for (const { do: what, id } of steps) {
          if (what === 'schedule' && !used.has(id)) {
            used.add(id);
            undo.schedule(item(id));
          }
          if (what === 'unschedule') undo.unschedule(id);
          if (what === 'note') undo.addNote(id, 2);
          if (what === 'add') undo.addToList('shopping', [id]);
          if (what === 'remove') undo.removeFromList('shopping', id);
          if (what === 'clear') undo.clearList('shopping');
        }
        undo.revert();
        expect(look()).toBe(before);
      }),
    );
  });

  it.each([
    [UNHEARD, 0],
    ['cancelled', 1],
  ] as const)('happens for a turn that ended as %s: %i timers stay', async (reason, timers) => {
    const storage = createFakeSkillStorage();
    const clock = createVirtualClock();
    const skills = createSkillResponder({
      storage,
      clock,
      settings: () => ({ units: 'metric', hourCycle: 'h12' }),
    });
    const turn = new AbortController();
    const request = {
      sessionId: 's',
      turnId: 1,
      text: 'Set a timer for ten minutes.',
      history: [],
      nowEpochMs: clock.epochNow(),
      timeZone: 'UTC',
    };
    await skills.match(request)!.run(() => Promise.resolve(true), turn.signal);
    expect(storage.scheduled()).toHaveLength(1);
    turn.abort(reason);
    expect(storage.scheduled()).toHaveLength(timers);
  });
});
