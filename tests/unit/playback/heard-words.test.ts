import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { heardWords, joinText } from '../../../electron/engine/playback/heard-words.ts';

describe('words heard after a part of the sound', () => {
  it.each([
    ['one two three', 0, ''],
    ['one two three', 0.2, ''],
    ['one two three', 0.31, 'one'],
    ['one two three', 0.62, 'one two'],
    ['one two three', 0.99, 'one two'],
    ['one two three', 1, 'one two three'],
    ['word', 0.99, ''],
    ['', 0.5, ''],
    ['one two', NaN, ''],
  ])('%j at %d is %j', (text, share, heard) => {
    expect(heardWords(text, share)).toBe(heard);
  });

  it('grows with the share, is a prefix and never splits a word', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), share, share, (text, a, b) => {
        const less = heardWords(text, Math.min(a, b));
        const more = heardWords(text, Math.max(a, b));
        expect(more.startsWith(less)).toBe(true);
        expect(text.startsWith(more)).toBe(true);
        if (more !== text && more !== '') expect(/^\s/.test(text.slice(more.length))).toBe(true);
      }),
    );
  });

  it('joins with one space unless one is there', () => {
    expect(joinText('a', 'b')).toBe('a b');
    expect(joinText('a ', 'b')).toBe('a b');
    expect(joinText('a', '\nb')).toBe('a\nb');
    expect(joinText('', 'b')).toBe('b');
    expect(joinText('a', '')).toBe('a');
  });
});
