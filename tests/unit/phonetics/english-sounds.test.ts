import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainLetters, soundsOf } from '../../../electron/engine/phonetics/english-sounds.ts';
import { soundLikeness } from '../../../electron/engine/phonetics/sound-distance.ts';
import { soundsOfTerm } from '../../../electron/engine/phonetics/term-sounds.ts';

const soundLetters = /^[pbtdkgfvTszSZhCJmnNlrwyiIeEaAouVYWO@]*$/;

describe('soundsOf', () => {
  it.each([
    ['Parley', 'pArli'],
    ['parlay', 'pArlE'],
    ['Charlie', 'CArli'],
    ['hey', 'hE'],
    ['night', 'nYt'],
    ['table', 'tab@l'],
    ['make', 'mEk'],
    ['phone', 'fon'],
    ['knife', 'nYf'],
    ['queen', 'kwin'],
    ['Łukasz', 'lukaS'],
    ['7', 'sev@n'],
    ['constructor', 'kAnstrVktor'],
    ['', ''],
    ['你好', ''],
    ['🙂', ''],
  ])('%j is %j', (word, sounds) => {
    expect(soundsOf(word)).toBe(sounds);
  });

  it.each([
    ['GraphQL', 'grafkyuel'],
    ['QL', 'kyuel'],
    ['New Haven', 'nuhaven'],
    ['I', 'Y'],
  ])('the term %j is %j', (term, sounds) => {
    expect(soundsOfTerm(term)).toBe(sounds);
  });

  it('any text has sounds of the table and no more than its letters allow', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary' }), fc.string(), fc.stringMatching(/^[a-z]{0,60}$/)),
        (word) => {
          expect(soundsOf(word)).toMatch(soundLetters);
          expect(soundsOf(word).length).toBeLessThanOrEqual(6 * 40);
          expect(soundsOfTerm(word)).toMatch(soundLetters);
          expect(plainLetters(word)).toMatch(/^[a-z0-9]{0,40}$/);
        },
      ),
    );
  });
});

describe('soundLikeness', () => {
  it.each([
    ['parley', 'parly', 1, 1],
    ['parley', 'barley', 0.9, 1],
    ['parley', 'partly', 0.8, 0.9],
    ['parley', 'window', 0, 0.4],
    ['', '', 1, 1],
    ['parley', '', 0, 0.4],
  ])('%j and %j: %f to %f', (a, b, least, most) => {
    const likeness = soundLikeness(soundsOf(a), soundsOf(b));
    expect(likeness).toBeGreaterThanOrEqual(least);
    expect(likeness).toBeLessThanOrEqual(most);
  });

  it('is the same both ways, and 1 for the same', () => {
    const sounds = fc.stringMatching(/^[pbtdkgfvTszSZhCJmnNlrwyiIeEaAouVYWO@]{0,20}$/);
    fc.assert(
      fc.property(sounds, sounds, (a, b) => {
        expect(soundLikeness(a, b)).toBeCloseTo(soundLikeness(b, a), 9);
        expect(soundLikeness(a, a)).toBe(1);
      }),
    );
  });
});
