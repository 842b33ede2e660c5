import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSentenceStream } from '../../../electron/engine/brain/language-model/sentence-stream.ts';

function divide(chunks: readonly string[], isQuick: boolean): string[] {
  const stream = createSentenceStream({ isQuick: () => isQuick });
  return [...chunks.flatMap((chunk) => stream.push(chunk)), ...stream.end()];
}

const split = (...chunks: readonly string[]) => divide(chunks, false);

const bare = (text: string) => text.replace(/\s+/g, '');

describe('sentences of a streamed text', () => {
  it.each<[string, string[]]>([
    ['Hello there. How are you?', ['Hello there.', 'How are you?']],
    ['Really?! Yes! No.', ['Really?!', 'Yes!', 'No.']],
    ['Ask Dr. Smith. He knows.', ['Ask Dr. Smith.', 'He knows.']],
    ['Use fruit, e.g. an apple. Eat it.', ['Use fruit, e.g. an apple.', 'Eat it.']],
    ['Pi is 3.14. It goes on.', ['Pi is 3.14.', 'It goes on.']],
    ['It costs 1,000.50 dollars.', ['It costs 1,000.50 dollars.']],
    ['He lives in the U.S. and works.', ['He lives in the U.S. and works.']],
    ['He left the U.S. Then he came back.', ['He left the U.S.', 'Then he came back.']],
    ['Meet J. K. Rowling today. Nice.', ['Meet J. K. Rowling today.', 'Nice.']],
    ['Come at 5 p.m. tomorrow. Bye.', ['Come at 5 p.m. tomorrow.', 'Bye.']],
    ['See https://a.example/b.html?x=1.5 now. Done.', ['See https://a.example/b.html?x=1.5 now.', 'Done.']],
    ['He said "Stop." Then he left.', ['He said "Stop."', 'Then he left.']],
    ['"Stop!" he said. (Really.) Yes.', ['"Stop!" he said.', '(Really.)', 'Yes.']],
    ['Well... maybe not. Wait… Now.', ['Well... maybe not.', 'Wait…', 'Now.']],
    ['1. Take eggs.\n2. Beat them.', ['1. Take eggs.', '2. Beat them.']],
    ['- Milk\n- Bread\n', ['- Milk', '- Bread']],
    ['One line\ngoes on here.', ['One line\ngoes on here.']],
    ['A heading\n\nthen text.', ['A heading', 'then text.']],
    ['No. 5 is alive. No. That is wrong.', ['No. 5 is alive.', 'No.', 'That is wrong.']],
    ['It was 1990. Then came more.', ['It was 1990.', 'Then came more.']],
    ['Here:\n```js\na.b(); // x. Y\n```\nDone.', ['Here:', '```js\na.b(); // x. Y\n```', 'Done.']],
    ['Open:\n```\nnever. Closed', ['Open:', '```\nnever. Closed']],
    ['今日は。元気です！', ['今日は。', '元気です！']],
    ['**Yes.** It is.', ['**Yes.**', 'It is.']],
    ['', []],
    [' \n ', []],
    ['no end mark', ['no end mark']],
    ['It is me. I am here.', ['It is me.', 'I am here.']],
    ['So am I. You too.', ['So am I.', 'You too.']],
  ])('%j', (text, sentences) => {
    expect(split(text)).toEqual(sentences);
    expect(split(...text)).toEqual(sentences);
  });

  it('gives a sentence as soon as it is sure to have ended', () => {
    const stream = createSentenceStream();
    expect(stream.push('Paris is nice')).toEqual([]);
    expect(stream.push('. ')).toEqual(['Paris is nice.']);
  });

  it('begins a long first sentence with its first clause, and only the first', () => {
    const clause = 'The quick brown fox that lives in the old forest behind our house,';
    const rest = 'which is rather large and has been painted in red and white last year, is asleep.';
    expect(split(`${clause} ${rest}`)).toEqual([clause, rest]);
    expect(split(`Yes. ${clause} ${rest}`)).toEqual(['Yes.', `${clause} ${rest}`]);
    expect(split('Well, it is short.')).toEqual(['Well, it is short.']);
  });

  it.each<[string, string[]]>([
    // before a conjunction, before a phrase, at a comma; then a longer piece; then sentences
    [
      'Honey keeps for years because it holds almost no water, so nothing can grow in it at all. It is so.',
      [
        'Honey keeps for years',
        'because it holds almost no water, so nothing can grow in it at all.',
        'It is so.',
      ],
    ],
    [
      'A steam engine works by heating water, which turns into steam.',
      ['A steam engine works', 'by heating water, which turns into steam.'],
    ],
    ['In the early morning, birds sing.', ['In the early morning,', 'birds sing.']],
    ['Sure! The capital of France is Paris.', ['Sure!', 'The capital of France', 'is Paris.']],
    ['The capital of France. It is Paris.', ['The capital of France.', 'It is Paris.']],
    // nothing that belongs together is torn apart
    ['A man who is not very old and the others.', ['A man who is not very old', 'and the others.']],
    ['You can take one of the most useful tools.', ['You can take one of the most useful tools.']],
    ['He said "there is nothing in the box" and left.', ['He said "there is nothing in the box" and left.']],
    ['That is **very important in** the end.', ['That is **very important in** the end.']],
    ['See https://example.test/with-it for more.', ['See https://example.test/with-it for more.']],
    ['Short and sweet.', ['Short and sweet.']],
    ['A steam engine works by', ['A steam engine works by']],
  ])('quickly: %j', (text, sentences) => {
    expect(divide([text], true)).toEqual(sentences);
    expect(divide([...text], true)).toEqual(sentences);
  });

  it('gives the first words as soon as the next one is whole', () => {
    const stream = createSentenceStream({ isQuick: () => true });
    expect(stream.push('Honey keeps for years becau')).toEqual([]);
    expect(stream.push('se')).toEqual([]);
    expect(stream.push(' it')).toEqual(['Honey keeps for years']);
  });

  it('that becomes slow is given in sentences again', () => {
    let isQuick = true;
    const stream = createSentenceStream({ isQuick: () => isQuick });
    expect(stream.push('Honey keeps for years because ')).toEqual(['Honey keeps for years']);
    isQuick = false;
    const rest =
      'because it holds almost no water, so nothing can grow in it for a very long time, and never will.';
    expect(stream.push(`${rest.slice('because '.length)} `)).toEqual([rest]);
  });

  it('cuts text without an end at a space', () => {
    const pieces = split('word '.repeat(500));
    expect(pieces.length).toBeGreaterThan(5);
    expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThanOrEqual(400);
    expect(split('x'.repeat(5_000))).toEqual(['x'.repeat(5_000)]);
  });

  const pieces = fc.constantFrom(
    ...[
      'Dr',
      '.',
      '. ',
      'e.g.',
      ' ',
      '\n',
      '\r\n',
      '\n\n',
      '```',
      '`',
      '!',
      '?',
      '…',
      '...',
      ', ',
      '; ',
      ' - ',
    ],
    ...['—', '"', '”', ')', '3.14', '1. ', '- ', 'U.S.', 'No', 'word', 'Word', 'I', '。', '\u{1F600}', 'é'],
    ...[
      'a longer run of words without any mark in it at all',
      'because of the weather in spring ',
      'https://a.b/c.d?e=f',
      '\u{1D400}',
      'x'.repeat(90),
    ],
  );
  const texts = fc.oneof(
    fc.array(pieces, { maxLength: 60 }).map((list) => list.join('')),
    fc.string({ unit: 'binary', maxLength: 200 }),
  );
  const cuts = fc.array(fc.nat(400), { maxLength: 30 });

  it('is the same however the text is cut, and keeps every character', () => {
    fc.assert(
      fc.property(texts, cuts, fc.boolean(), (text, places, isQuick) => {
        const whole = divide([text], isQuick);
        const marks = [0, ...places.map((at) => at % (text.length + 1)).sort((a, b) => a - b), text.length];
        const chunks = marks.slice(1).map((at, i) => text.slice(marks[i], at));
        expect(divide(chunks, isQuick)).toEqual(whole);
        expect(divide(text.split(''), isQuick)).toEqual(whole);
        expect(bare(whole.join(' '))).toBe(bare(text));
        expect(whole.every((sentence) => sentence.trim() === sentence && sentence !== '')).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });
});
