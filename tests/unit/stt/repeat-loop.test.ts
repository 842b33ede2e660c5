import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findRepeatLoop } from '../../../electron/engine/stt/repeat-loop.ts';

const repeat = (piece: readonly number[], times: number) => Array.from({ length: times }, () => piece).flat();

describe('findRepeatLoop', () => {
  it.each([
    ['one token for ever', repeat([7], 12), 1],
    ['a phrase after other words', [1, 2, 3, ...repeat([4, 5, 6], 4)], 6],
    ['a long sentence four times', repeat([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 4), 10],
    ['half a piece at the end', [9, ...repeat([4, 5, 6], 4), 4, 5], 4],
  ])('%s: keeps the piece once', (_, tokens, keep) => {
    expect(findRepeatLoop(tokens)).toBe(keep);
  });

  it.each([
    ['nothing', []],
    ['a sentence said three times', repeat([1, 2, 3, 4, 5, 6, 7, 8], 3)],
    ['very very very', [1, 5, 5, 5, 2]],
    ['no no no no no', repeat([5], 5)],
    ['a loop that has ended', [...repeat([4, 5, 6], 4), 1, 2, 3]],
  ])('%s: is speech', (_, tokens) => {
    expect(findRepeatLoop(tokens)).toBeNull();
  });

  it('takes a sentence said twice for a loop where the cap ended the text', () => {
    const twice = [9, ...repeat([1, 2, 3, 4, 5, 6, 7, 8], 2), 1, 2];
    expect(findRepeatLoop(twice)).toBeNull();
    expect(findRepeatLoop(twice, true)).toBe(9);
    expect(findRepeatLoop([1, 2, 3, 4, 5, 6, 7, 8], true)).toBeNull();
  });

  it('finds any piece said often enough, wherever it begins', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 100, max: 200 }), { maxLength: 10 }),
        fc.uniqueArray(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 24 }),
        (before, piece) => {
          const times = Math.max(4, Math.ceil(12 / piece.length));
          expect(findRepeatLoop([...before, ...repeat(piece, times)])).toBe(before.length + piece.length);
        },
      ),
    );
  });
});
