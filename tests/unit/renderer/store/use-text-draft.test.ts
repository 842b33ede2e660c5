import { describe, expect, it } from 'vitest';
import { noDraft, reduceDraft } from '../../../../renderer/src/store/use-draft.ts';
import type { Draft, DraftEvent } from '../../../../renderer/src/store/use-draft.ts';
import { textToSave } from '../../../../renderer/src/store/use-text-draft.ts';

type Event = DraftEvent<string>;
const replay = (...events: Event[]): Draft<string> => events.reduce(reduceDraft<string>, noDraft);
const typed = (value: string): Event => ({ type: 'moved', value, saved: 'Hey Parley' });
const letGo: Event = { type: 'letGo' };
const taken: Event = { type: 'answered' };
const refused: Event = { type: 'kept' };

describe('a text that is typed', () => {
  it('is saved once, with Enter or by leaving', () => {
    expect(textToSave(noDraft, 'Hey Parley', false)).toBeNull();
    expect(textToSave(replay(typed('Hello')), 'Hey Parley', false)).toBe('Hello');
    expect(textToSave(replay(typed('Hello'), letGo), 'Hey Parley', false)).toBeNull();
    expect(replay(typed('Hello'), letGo, taken)).toEqual(noDraft);
  });

  it('is typed on while what was there is being saved', () => {
    const draft = replay(typed('Hello'), letGo, typed('Hello you'), taken);
    expect(draft.value).toBe('Hello you');
    expect(textToSave(draft, 'Hello', false)).toBe('Hello you');
  });

  it('stays when it was refused, and can be tried again', () => {
    const draft = replay(typed('x'), letGo, refused);
    expect(draft.value).toBe('x');
    expect(textToSave(draft, 'Hey Parley', true)).toBe('x');
  });

  it('that is as it was takes the reason away that stands beside it', () => {
    const draft = replay(typed('x'), letGo, refused, typed('Hey Parley'));
    expect(draft).toEqual(noDraft);
    expect(textToSave(draft, 'Hey Parley', true)).toBe('Hey Parley');
  });
});
