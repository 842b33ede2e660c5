/** The wake phrase is taken off what is shown, kept and answered. */
import { describe, expect, it } from 'vitest';
import { createTextEdit } from '../../../electron/engine/session/text-edit.ts';
import { createWakeJudge } from '../../../electron/engine/wake/wake-judge.ts';
import { said } from '../../support/turn-script.ts';

const judge = createWakeJudge({ phrase: 'Hey Parley', sensitivity: 0.5 });
if (!judge.ok) throw new Error(judge.fault.message);
const edit = createTextEdit(() => judge.value);
const words = (text: string) =>
  text.split(' ').map((word, i) => ({ word, start: i, end: i + 1, confidence: 1 }));

describe('text that begins with the wake phrase', () => {
  it('loses it, with its words', () => {
    const text = 'Hey Parley, what time is it?';
    const edited = edit.transcript({ ...said(text, true), words: words(text) }, null);
    expect(edited).toMatchObject({ text: 'what time is it?', called: true, phantom: false });
    expect(edited.words.map(({ word, start }) => `${start} ${word}`)).toEqual([
      '2 what',
      '3 time',
      '4 is',
      '5 it?',
    ]);
    expect(edit.transcript({ ...said('Hey Parley.'), words: words('Hey Parley.') }, null)).toMatchObject({
      text: '',
      words: [],
      called: true,
    });
  });

  it('keeps everything else as it is', () => {
    const other = said('I told Parley to stop.');
    expect(edit.transcript(other, null)).toBe(other);
    expect(createTextEdit(() => null).transcript(said('Hey Parley, stop.'), null).text).toBe(
      'Hey Parley, stop.',
    );
  });

  it('that was misheard is taken off by the time it was said', () => {
    const text = 'Take part in Lee, what time is it?';
    const heard = { ...said(text), words: words(text) };
    // one word a second: the phrase was heard to end within the fourth
    expect(edit.transcript(heard, 3.6)).toMatchObject({ text: 'what time is it?', called: true });
    const alone = { ...said('Take part.', true), words: words('Take part.') };
    expect(edit.transcript(alone, 1.9)).toMatchObject({ text: '', words: [], called: true, phantom: false });
    const untimed = said('Take part in Lee.');
    expect(edit.transcript(untimed, 3.6)).toBe(untimed);
  });

  it.each([
    ['Hey Parley, what time', 'Hey Parley, what', 'what time', 'what'],
    ['Hey Parley, what time', 'Hey', 'what time', ''],
    ['Hey Parley', 'Hey', '', ''],
    ['what time', 'what', 'what time', 'what'],
  ])('partial %s (%s)', (text, stable, shown, shownStable) => {
    expect(edit.partial({ text, stable })).toEqual({ text: shown, stable: shownStable });
  });
});
