import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { divideSpeech } from '../../../electron/engine/tts/speech-pieces.ts';
import type { SpeechPiece } from '../../../electron/engine/tts/speech-pieces.ts';
import { ttsTuning } from '../../../electron/engine/tts/tuning.ts';

const shown = (pieces: readonly SpeechPiece[]) => pieces.map(({ displayText }) => displayText).join('');
const spoken = (text: string, hurried = true) =>
  divideSpeech(text, { hurried }).pieces.map(({ speakText }) => speakText);

const long =
  'The old harbour, which had been closed since the storm, was opened again in the spring, and within a few weeks ' +
  'the fishermen had come back with their boats, their nets and their families, so that the little town was as loud ' +
  'and as cheerful as it had been in the years before the great storm came over the sea.';

describe('pieces of speech', () => {
  it.each([
    ['Sure, here is what I found about the steam engine.', 'Sure,'],
    ['I have added milk, eggs and bread to your shopping list.', 'I have added milk,'],
    [
      'The weather in London is nice today, and it will stay like that until the end of the week.',
      'The weather in London',
    ],
    ['Well; that depends on what you mean by it, I would say.', 'Well;'],
  ])('begins %j with %j', (sentence, first) => {
    expect(spoken(sentence)[0]).toBe(first);
  });

  it.each(['Okay.', 'Yes, I can.', 'It is seven thirty.', 'Hello there!'])('leaves %j whole', (sentence) => {
    expect(spoken(sentence)).toEqual([sentence]);
  });

  it('leaves a sentence whole when nobody waits', () => {
    expect(spoken('I have added milk, eggs and bread to your shopping list.', false)).toHaveLength(1);
  });

  it('begins with about a quarter of a sentence, in at least two words unless a mark ends the first', () => {
    const [first = ''] = spoken(long);
    expect(first.length).toBeLessThan(0.35 * long.length);
    expect(first.split(' ').length).toBeGreaterThanOrEqual(2);
  });

  it('lets pieces grow slowly enough that the next is ready in time', () => {
    const lengths = spoken(long).map((text) => text.length);
    for (let i = 1; i < lengths.length; i++) {
      expect(lengths[i]).toBeLessThanOrEqual(Math.max(49, ttsTuning.pieceGrowth * lengths[i - 1]! + 1));
    }
  });

  it('cuts later pieces at clause marks', () => {
    for (const piece of spoken(long).slice(1, -1)) expect(piece).toMatch(/[,.;:]$/);
  });

  it('never cuts inside a date, a price or an address', () => {
    const pieces = spoken(
      'Your flight leaves on Nov. 21, 2026 at 7:05 p.m. and costs $1,234.50, see https://example.com/booking for it.',
    );
    expect(pieces.join(' ')).toContain('November twenty-first, twenty twenty-six');
    expect(pieces.filter((piece) => piece.includes('thousand two hundred thirty-four dollars'))).toHaveLength(
      1,
    );
    expect(pieces.some((piece) => piece.includes('November twenty-first, twenty twenty-six'))).toBe(true);
  });

  it('cuts text without punctuation at words', () => {
    const text = 'word after word '.repeat(320).trim();
    const { pieces } = divideSpeech(text);
    expect(shown(pieces)).toBe(text);
    expect(pieces.length).toBeGreaterThan(20);
    for (const { speakText } of pieces) {
      expect(speakText.length).toBeLessThanOrEqual(ttsTuning.maxPieceChars + 1);
      expect(speakText).toMatch(/^(?:word|after)(?: (?:word|after))*$/);
    }
  });

  it('cuts a word of 10,000 letters hard, and shows all of it', () => {
    const text = `Say ${'a'.repeat(10_000)} now.`;
    const { pieces } = divideSpeech(text);
    expect(shown(pieces)).toBe(text);
    expect(
      pieces
        .map(({ speakText }) => speakText)
        .join('')
        .replace(/[^a]/g, '').length,
    ).toBeGreaterThan(10_000 - 1);
    for (const { speakText } of pieces)
      expect(speakText.length).toBeLessThanOrEqual(ttsTuning.maxRequestChars);
  });

  it.each(['', ' ', '...', '***', '\n\n', '---'])('has nothing to say for %j', (text) => {
    const { pieces } = divideSpeech(text);
    expect(shown(pieces)).toBe(text);
    expect(pieces.every(({ speakText }) => speakText === '')).toBe(true);
  });

  it('names a lone emoji but drops one beside words', () => {
    expect(spoken('👍')).toEqual(['thumbs up']);
    expect(spoken('Done 👍 and saved for you in the notes folder 🎉').join(' ')).toBe(
      'Done and saved for you in the notes folder',
    );
  });

  it('shows every character and keeps every limit for any input', () => {
    const word = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 30 }),
      fc.constantFrom(
        'the',
        'house',
        'Nov. 21, 2026',
        '$5.20',
        'and',
        'x'.repeat(700),
        '1'.repeat(300),
        ',',
        '.',
        '👍',
        '你好',
        '```',
      ),
    );
    fc.assert(
      fc.property(
        fc.array(word, { maxLength: 40 }),
        fc.boolean(),
        fc.boolean(),
        (words, hurried, insideCode) => {
          const text = words.join(' ');
          const { pieces } = divideSpeech(text, { hurried, insideCode });
          expect(shown(pieces)).toBe(text);
          for (const { speakText } of pieces)
            expect(speakText.length).toBeLessThanOrEqual(ttsTuning.maxRequestChars);
          if (pieces.length > 1) expect(pieces.every(({ speakText }) => speakText !== '')).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('loses no word by dividing', () => {
    const together = (pieces: readonly string[]) =>
      pieces
        .join(' ')
        .replace(/[^a-z ]/gi, '')
        .replace(/ +/g, ' ')
        .trim();
    expect(together(spoken(long))).toBe(together(spoken(long, false)));
  });
});
