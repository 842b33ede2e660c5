import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { searchQuery } from '../../../electron/engine/store/search-query.ts';

describe('searchQuery', () => {
  it.each([
    ['weather', '"weather"*'],
    ["  What's the WEATHER? ", '"What"* "s"* "the"* "WEATHER"*'],
    ['a" OR "b', '"a"* "OR"* "b"*'],
    ['user_text:secret', '"user"* "text"* "secret"*'],
    ['NEAR(a b, 5) AND NOT c*', '"NEAR"* "a"* "b"* "5"* "AND"* "NOT"* "c"*'],
    ['caf\u0065\u0301', '"caf\u00e9"*'],
    ['\u5929\u6c17', '"\u5929\u6c17"*'],
  ])('%j', (text, query) => expect(searchQuery(text)).toBe(query));

  it.each(['', '   ', '"', '*', '()^:-+', '\0', '\ud83d\ude00', '\u0301'])('%j asks for nothing', (text) => {
    expect(searchQuery(text)).toBeNull();
  });

  it('is bounded and leaves nothing of the query language', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ maxLength: 300, unit: 'binary' }), fc.string()), (text) => {
        const query = searchQuery(text);
        if (query === null) return;
        const words = query.split(' ');
        expect(words.length).toBeLessThanOrEqual(16);
        for (const word of words) expect(word).toMatch(/^"[\p{L}\p{N}\p{Co}][\p{L}\p{N}\p{Co}\p{M}]*"\*$/u);
      }),
    );
    expect(searchQuery('x'.repeat(100_000))!.length).toBeLessThan(100);
  });
});
