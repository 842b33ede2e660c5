import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanDictation } from '../../../electron/engine/dictation/clean-dictation.ts';

const terms = ['Kubernetes', 'Parley', 'Łukasz', 'GraphQL', 'Maria', 'Postgres', 'New Haven Labs'];
const fillersOnly = (text: string) => cleanDictation(text, { removeFillers: true, words: [] });
const termsOnly = (text: string, words: readonly string[] = terms) =>
  cleanDictation(text, { removeFillers: false, words });

describe('fillers that go', () => {
  it.each([
    ['Um, we should go.', 'We should go.'],
    ['um we should go', 'we should go'],
    ['I think, um, we should go', 'I think we should go'],
    ['I think um we should go', 'I think we should go'],
    ['I think um, we should go', 'I think we should go'],
    ['However, um we stay', 'However, we stay'],
    ['So, um... yes.', 'So, yes.'],
    ['Okay. Um. Yes.', 'Okay. Yes.'],
    ['We should go, um.', 'We should go.'],
    ['Are you, uh?', 'Are you?'],
    ['Um.', ''],
    ['uh, um, erm', ''],
    ['Uh, um, er, and hello there', 'And hello there'],
    ['He said er no', 'He said no'],
    ['Hmm, ummm, uhhh, it is late', 'Hmm it is late'],
    ['One line\num next line is here', 'One line\nnext line is here'],
    ['It was, you know, fine.', 'It was fine.'],
    ['The one, um, you know, there.', 'The one, there.'],
    ['Ich, äh, weiß es nicht.', 'Ich weiß es nicht.'],
    ['Ähm, das ist gut.', 'Das ist gut.'],
    ['Das ist öhm sehr gut', 'Das ist sehr gut'],
  ])('%j becomes %j', (heard, typed) => {
    expect(fillersOnly(heard)).toBe(typed);
  });
});

describe('what only looks like a filler', () => {
  it.each([
    'Er kommt um drei Uhr.',
    'Es geht um das Geld, um ehrlich zu sein.',
    'You know that, right?',
    'You know, I like it.',
    'Do you know, by chance, the time?',
    'I took him to the ER yesterday.',
    'Uh-huh, that is right.',
    'The umbrella is in the drum.',
    'Summer rum, hum and thumb.',
    'two  spaces , and odd,, commas stay',
    '',
  ])('%j stays', (text) => {
    expect(fillersOnly(text)).toBe(text);
  });

  it('a filler that is one of the terms stays', () => {
    expect(cleanDictation('the Um river', { removeFillers: true, words: ['Um'] })).toBe('the Um river');
  });

  it('nothing goes when it is switched off', () => {
    expect(cleanDictation('Um, yes.', { removeFillers: false, words: [] })).toBe('Um, yes.');
  });
});

describe('terms', () => {
  it.each([
    ['kubernetes is here', 'Kubernetes is here'],
    ['we run cooper netties in production', 'we run Kubernetes in production'],
    ["Kuber Nettis's pods", "Kubernetes's pods"],
    ['Graph QL and graph cue L', 'GraphQL and GraphQL'],
    ['graphql', 'GraphQL'],
    ['ask lukasz, or Lukash.', 'ask Łukasz, or Łukasz.'],
    ["parlay's voice", "Parley's voice"],
    ['post gress is a database', 'Postgres is a database'],
    ['at new haven labs today', 'at New Haven Labs today'],
  ])('%j becomes %j', (heard, typed) => {
    expect(termsOnly(heard)).toBe(typed);
  });

  it.each([
    'barley soup and a partly cloudy party',
    'Marie and Mario and Mary came',
    'I will pay early',
    'the new haven of the labs',
    'Carly, Harley and Marley',
    'graph, QL',
    'a graph. QL is short',
  ])('%j stays', (text) => {
    expect(termsOnly(text)).toBe(text);
  });

  it.each([
    ['note', 'Note', 'take a note'],
    ['a', 'A', 'a word'],
    ['one note', 'OneNote', 'I have one note'],
  ])('everyday words (%s) are not made a term', (_, term, text) => {
    expect(termsOnly(text, [term])).toBe(text);
  });

  it('terms without a Latin letter are written as they are', () => {
    expect(termsOnly('про МОСКВА тут', ['Москва'])).toBe('про Москва тут');
    expect(termsOnly('🙂 ok', ['🙂', '', '  ', '!!'])).toBe('🙂 ok');
  });
});

describe('for any input', () => {
  const word = fc.constantFrom(
    ...[
      'um',
      'Um',
      'uh',
      'er',
      'äh',
      'you',
      'know',
      'parlay',
      'parly',
      'graph',
      'QL',
      'ql',
      'cooper',
      'netties',
      'new',
    ],
    ...['haven', 'labs', 'Maria', 'maria', 'the', 'und', 'das', "x's", 'Łukasz', 'lukash', '1', 'GraphQL'],
  );
  const mark = fc.constantFrom(
    ' ',
    ' ',
    ' ',
    ', ',
    ', ',
    '. ',
    '... ',
    '? ',
    '-',
    '\n',
    ' – ',
    '…',
    ' , ',
    '',
  );
  const speech = fc.array(fc.tuple(word, mark), { maxLength: 25 }).map((all) => all.flat().join(''));
  const anything = fc.oneof(
    speech,
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.string({ maxLength: 200 }),
  );
  const anyTerms = fc.oneof(
    fc.constant(terms),
    fc.array(fc.oneof(word, fc.string({ maxLength: 30 }), speech), { maxLength: 8 }),
  );

  it('never throws and never grows beyond a term a word', () => {
    fc.assert(
      fc.property(anything, anyTerms, fc.boolean(), (text, words, removeFillers) => {
        const longest = Math.max(0, ...words.map(({ length }) => length));
        const clean = cleanDictation(text, { removeFillers, words });
        expect(clean.length).toBeLessThanOrEqual(text.length * (longest + 2));
      }),
    );
  });

  it('cleaning twice is cleaning once', () => {
    fc.assert(
      fc.property(anything, fc.boolean(), (text, removeFillers) => {
        const once = cleanDictation(text, { removeFillers, words: terms });
        expect(cleanDictation(once, { removeFillers, words: terms })).toBe(once);
      }),
      { numRuns: 2000 },
    );
  });

  it('without terms and fillers nothing changes', () => {
    fc.assert(
      fc.property(anything, (text) => {
        expect(cleanDictation(text, { removeFillers: false, words: [] })).toBe(text);
      }),
    );
  });

  const manyTerms = Array.from({ length: 2000 }, (_, i) => `Term${i} Kubernetes${i}`);
  it.each([
    ['fillers', 'um, '.repeat(25_000)],
    ['spaces', ' '.repeat(100_000)],
    ['commas', ','.repeat(100_000)],
    ['one word', 'a'.repeat(100_000)],
    ['joined words', 'a-'.repeat(50_000)],
    ['near terms', 'cooper netties '.repeat(6_000)],
    ['marks', `a${'\u0301'.repeat(100_000)}`],
    ['right to left', `\u202e${'\u05d0 '.repeat(50_000)}`],
    ['controls', '\u0000\u0007'.repeat(50_000)],
    ['emoji', '👩‍👩‍👧 '.repeat(10_000)],
  ])('100 kB of %s end, and the end of the text stays', (_, text) => {
    const clean = cleanDictation(`${text} the end`, { removeFillers: true, words: [...terms, ...manyTerms] });
    expect(clean.endsWith('the end')).toBe(true);
  });
});
