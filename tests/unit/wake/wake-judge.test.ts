import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Result } from '../../../electron/contract/errors.ts';
import { createWakeJudge } from '../../../electron/engine/wake/wake-judge.ts';
import type { WakeJudge } from '../../../electron/engine/wake/wake-port.ts';

function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.fault.message);
  return result.value;
}

const judgeOf = (phrase = 'Hey Parley', sensitivity = 0.5): WakeJudge =>
  valueOf(createWakeJudge({ phrase, sensitivity }));

describe('text that begins with the phrase', () => {
  it.each([
    ['Hey Parley', 2, ''],
    ['hey parley', 2, ''],
    ['Hey, Parly.', 2, ''],
    ['Hey, Barley', 2, ''],
    ['A parlay', 2, ''],
    ['Hey partly what time is it', 2, 'what time is it'],
    ['Hey, Parley! Set a timer.', 2, 'Set a timer.'],
    ['Hey par lay, stop', 3, 'stop'],
    ['Heparley what time', 1, 'what time'],
    ['Hey-Parley what time', 1, 'what time'],
    ['Hey Parley—what time is it?', 2, 'what time is it?'],
    ['Um, hey Parley what is up?', 3, 'what is up?'],
    ['Okay, um, hey Parley.', 4, ''],
    ['  Hey,  Parley,  Ümit calls ', 2, 'Ümit calls'],
    ['Hey Parley 5 plus 5', 2, '5 plus 5'],
  ])('%j takes %i words and leaves %j', (text, wordCount, rest) => {
    expect(judgeOf().judge(text)).toMatchObject({ matched: true, wordCount, rest });
  });

  it.each([
    ['Okay computer', 'Okay, computer. Lights!', 'Lights!'],
    ['Okay computer', 'OK computer lights', 'lights'],
    ['Hello Jarvis', 'Hello, Travis. Hello?', null],
    ['Hello Jarvis', 'Hello Jarvis, hello.', 'hello.'],
    ['Hey Maria', 'Hey Mariah, go on', 'go on'],
    ['Computer', 'Computer, stop', 'stop'],
    ['Hallo Schätzchen', 'Hallo Schätzchen, wie spät ist es?', 'wie spät ist es?'],
    ['Hej Łukasz', 'Hej Lukasz', ''],
  ])('the phrase %j in %j', (phrase, text, rest) => {
    const verdict = judgeOf(phrase).judge(text);
    expect(verdict.matched ? verdict.rest : null).toBe(rest);
  });
});

describe('text that does not', () => {
  it.each([
    'Hey Bob',
    'Hey, buddy',
    'Hey there',
    'Hey, it works',
    'Hey',
    'Parliament sat late',
    'He probably went home',
    'I play the piano',
    'Heavily armed',
    'Paper',
    'What is the time in Paris?',
    'I told her hey Parley is a name',
    'so then he said hey Parley',
    'um um um hey Parley',
    '',
    '   ',
    '...',
    '[Music]',
    '你好',
    '🙂🙂🙂',
  ])('%j', (text) => {
    expect(judgeOf().judge(text)).toMatchObject({ matched: false, wordCount: 0, rest: '' });
  });
});

describe('phrases', () => {
  it.each([
    'Hey Parley',
    'Okay computer',
    'Hello Jarvis',
    'Hey Maria',
    'Computer',
    'Hallo Schätzchen',
    'Hej Łukasz',
  ])('%j can be used and finds itself', (phrase) => {
    expect(judgeOf(phrase, 0).judge(phrase)).toMatchObject({ matched: true, score: 1, rest: '' });
  });

  it.each([
    '',
    ' ',
    '?!',
    '🙂',
    'привет',
    '你好',
    'Hey',
    'Hi Al',
    'what time',
    'hey you',
    'x',
    'a'.repeat(61),
  ])('%j is refused with a sentence', (phrase) => {
    const made = createWakeJudge({ phrase, sensitivity: 0.5 });
    expect(made).toMatchObject({ ok: false, fault: { code: 'bad_argument' } });
  });

  it('a sensitivity that is no number is refused', () => {
    expect(createWakeJudge({ phrase: 'Hey Parley', sensitivity: NaN }).ok).toBe(false);
  });
});

describe('for any input', () => {
  const anyText = fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), fc.string({ maxLength: 300 }));

  it('the verdict is in bounds, and the rest is an end of the text', () => {
    const judge = judgeOf();
    const front = fc.constantFrom('', 'Hey Parley ', 'um hey parley, ');
    fc.assert(
      fc.property(front, anyText, (before, after) => {
        const text = before + after;
        const { matched, score, wordCount, rest } = judge.judge(text);
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(1);
        expect(text.trimEnd().endsWith(rest)).toBe(true);
        expect(wordCount > 0).toBe(matched);
        expect(wordCount).toBeLessThanOrEqual(text.trim().split(/\s+/u).length);
      }),
    );
  });

  it('more sensitivity never loses what less has found', () => {
    fc.assert(
      fc.property(
        anyText,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (text, a, b) => {
          const [low, high] = [Math.min(a, b), Math.max(a, b)];
          const near = `Hey pa${text}`;
          if (judgeOf('Hey Parley', low).judge(near).matched) {
            expect(judgeOf('Hey Parley', high).judge(near).matched).toBe(true);
          }
        },
      ),
    );
  });

  it('any phrase either makes a judge that hears it or is refused', () => {
    fc.assert(
      fc.property(anyText, (phrase) => {
        const made = createWakeJudge({ phrase, sensitivity: 0.5 });
        if (made.ok) expect(made.value.judge('hello').score).toBeLessThanOrEqual(1);
        else expect(made.fault.code).toBe('bad_argument');
      }),
    );
  });

  it.each([
    ['letters', 'a'.repeat(100_000)],
    ['words', 'hey parley '.repeat(10_000)],
    ['spaces', ' '.repeat(100_000)],
    ['marks', `Hey Parley ${'\u0301'.repeat(100_000)}`],
    ['right to left', `\u202eHey Parley ${'\u05d0'.repeat(100_000)}`],
    ['controls', '\u0000'.repeat(100_000)],
    ['emoji', '👩‍👩‍👧'.repeat(20_000)],
    ['stops', `Hey Parley${'. '.repeat(50_000)}x`],
  ])('100 kB of %s end', (_, text) => {
    const { matched, rest } = judgeOf().judge(text);
    expect(matched ? text.trimEnd().endsWith(rest) : rest === '').toBe(true);
  });
});
