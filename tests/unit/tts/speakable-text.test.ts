import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSpeakable, speakableText } from '../../../electron/engine/tts/speakable-text.ts';
import { speakableRows } from './speakable-rows.ts';

const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc.string({ unit: 'grapheme-ascii', maxLength: 300 }),
  fc
    .array(
      fc.constantFrom(
        ...[
          '```',
          '[',
          '](',
          ')',
          '<',
          '>',
          '$',
          '1',
          '23',
          '.',
          ',',
          '-',
          '/',
          ':',
          '|',
          '#',
          '*',
          '_',
          '&amp;',
          '@',
          ' ',
          '\n',
        ],
        ...[
          'http://',
          'p.m.',
          'Nov.',
          'XIV',
          'NASA',
          '👍',
          '你好',
          "'",
          '°C',
          'km',
          'Dr.',
          'a',
          'Word',
          '½',
          '\ud800',
          '\u0000',
        ],
      ),
      { maxLength: 60 },
    )
    .map((parts) => parts.join('')),
);

describe('speakable text', () => {
  it.each(speakableRows)('%j is said %j', (written, spoken) => {
    expect(speakableText(written)).toBe(spoken);
  });

  it('has a table worth the name', () => expect(speakableRows.length).toBeGreaterThanOrEqual(300));

  it('leaves plain prose as it is', () => {
    for (const prose of [
      'The child almost hurt the small dog.',
      "I don't think so, but we'll see: it may rain; take a coat!",
      'Is that so? Yes, it is.',
    ]) {
      expect(speakableText(prose)).toBe(prose);
    }
  });

  it('covers the text without a gap, says only what the voice can say, and does so for any input', () => {
    fc.assert(
      fc.property(hostile, fc.boolean(), (text, insideCode) => {
        const { segments } = readSpeakable(text, insideCode);
        expect(segments.map(({ source }) => source).join('')).toBe(text);
        expect(segments.every(({ source }) => source.length > 0)).toBe(true);
        expect(speakableText(text)).toMatch(/^(?:[A-Za-z\u00C0-\u024F'][A-Za-z\u00C0-\u024F'.,;:!? -]*)?$/);
      }),
      { numRuns: 1500 },
    );
  });

  it('says the same when given its own words again', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...speakableRows.map(([, spoken]) => spoken)), {
          minLength: 1,
          maxLength: 4,
        }),
        (spoken) => {
          const line = speakableText(spoken.join(' '));
          expect(speakableText(line)).toBe(line);
        },
      ),
    );
  });

  it.each([
    ['long word', 'a'.repeat(200_000)],
    ['digits', '1'.repeat(200_000)],
    ['digit groups', '1,'.repeat(100_000)],
    ['dots', '.'.repeat(200_000)],
    ['dots and spaces', '. '.repeat(100_000)],
    ['open brackets', '['.repeat(200_000)],
    ['open tags', '<a '.repeat(70_000)],
    ['comment starts', '<!-- '.repeat(40_000)],
    ['stars', '*'.repeat(200_000)],
    ['slashes', '/'.repeat(200_000)],
    ['path', '/a'.repeat(100_000)],
    ['mail', 'a@'.repeat(100_000)],
    ['entities', '&amp'.repeat(50_000)],
    ['dashes', '-1'.repeat(100_000)],
    ['emoji', '👍'.repeat(50_000)],
    ['combining', `a${'\u0301'.repeat(200_000)}`],
    ['Chinese', '你'.repeat(200_000)],
    ['capitals', 'A'.repeat(200_000)],
    ['initials', 'A.'.repeat(100_000)],
    ['spaces', ' '.repeat(200_000)],
    ['new lines', '\n'.repeat(200_000)],
    ['fences', '```\n'.repeat(50_000)],
    ['pipes', '|'.repeat(200_000)],
    ['lone surrogates', '\ud800'.repeat(200_000)],
  ])('reads 200,000 characters of %s to the end', (_name, text) => {
    expect(
      readSpeakable(text)
        .segments.map(({ source }) => source)
        .join('').length,
    ).toBe(text.length);
    expect(typeof speakableText(text)).toBe('string');
  });

  it('never turns letters into silence without saying so', () => {
    for (const text of ['猫', 'Привет мир', 'ꦲꦏ꧀ꦱꦫ', 'שלום', 'ᚠᚢᚦ', 'I said 猫.']) {
      const { unspokenChars } = readSpeakable(text);
      expect(unspokenChars).toBeGreaterThan(0);
      expect(speakableText(text)).toMatch(/text/);
    }
    expect(readSpeakable('I said cat.').unspokenChars).toBe(0);
  });

  it('carries an open code block over to the next sentence', () => {
    const first = readSpeakable('Try this:\n```js\nconst a = 1;');
    expect(first.insideCode).toBe(true);
    const second = readSpeakable('const b = 2;', first.insideCode);
    expect(second.insideCode).toBe(true);
    expect(second.segments.every(({ speak }) => speak === '')).toBe(true);
    const third = readSpeakable('b++;\n```\nThat is all.', second.insideCode);
    expect(third.insideCode).toBe(false);
    expect(third.segments.map(({ speak }) => speak).join('')).toContain('That is all.');
  });
});
