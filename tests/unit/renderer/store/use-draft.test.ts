import { describe, expect, it } from 'vitest';
import { noDraft, reduceDraft } from '../../../../renderer/src/store/use-draft.ts';
import type { Draft, DraftEvent } from '../../../../renderer/src/store/use-draft.ts';

const replay = (...events: DraftEvent[]): Draft => events.reduce<Draft>(reduceDraft, noDraft);
const moved = (value: number, saved = 1): DraftEvent => ({ type: 'moved', value, saved });
const letGo: DraftEvent = { type: 'letGo' };
const answered: DraftEvent = { type: 'answered' };

describe('a value that is moved', () => {
  it('is shown until it was answered', () => {
    expect(replay(moved(1.1)).value).toBe(1.1);
    expect(replay(moved(1.1), letGo).value).toBe(1.1);
    expect(replay(moved(1.1), letGo, answered)).toEqual(noDraft);
  });

  it('is not taken back by the answer to an earlier one', () => {
    const two = [moved(1.1), letGo, moved(1.2), letGo];
    expect(replay(...two, answered).value).toBe(1.2);
    expect(replay(...two, answered, answered)).toEqual(noDraft);
  });

  it('stays while it is still being dragged when an answer comes', () => {
    const dragging = replay(moved(1.1), letGo, moved(1.2), answered);
    expect(dragging.value).toBe(1.2);
    expect([letGo, answered].reduce<Draft>(reduceDraft, dragging)).toEqual(noDraft);
  });

  it('leaves nothing behind when it is dragged back to where it was and never let go', () => {
    expect(replay(moved(1.1), moved(1))).toEqual(noDraft);
    expect(replay(moved(1.1), letGo, moved(1)).value).toBe(1);
  });

  it('takes each of ten steps, however late the answers are', () => {
    const steps = Array.from({ length: 10 }, (_, i) => i);
    let draft: Draft = noDraft;
    for (const step of steps) {
      const shown = draft.value ?? 0;
      draft = reduceDraft(reduceDraft(draft, moved(shown + 1, 0)), letGo);
      if (step % 3 === 2) draft = reduceDraft(draft, answered);
    }
    expect(draft.value).toBe(10);
  });
});

describe('a switch', () => {
  const clicked = (draft: Draft<boolean>, saved: boolean): Draft<boolean> => {
    const value = !(draft.value ?? saved);
    return [{ type: 'moved', value, saved } as const, { type: 'letGo' } as const].reduce(
      reduceDraft<boolean>,
      draft,
    );
  };

  it('is back where it was after two clicks, however late the answers are', () => {
    const once = clicked(noDraft, false);
    expect(once.value).toBe(true);
    const twice = clicked(once, false);
    expect(twice.value).toBe(false);
    // the first was taken: it is saved as on, and still shown as off
    const first = reduceDraft(twice, { type: 'answered' });
    expect(first.value ?? true).toBe(false);
    expect(reduceDraft(first, { type: 'answered' })).toEqual(noDraft);
  });
});
