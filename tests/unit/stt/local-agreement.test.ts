import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { comparableWord, createLocalAgreement } from '../../../electron/engine/stt/local-agreement.ts';

const words = (text: string, probability = 0.5) =>
  text
    .split(/(?=\s)/u)
    .filter((word) => word.trim() !== '')
    .map((word) => ({ word, probability }));

describe('local agreement', () => {
  it('settles what two hypotheses in a row say, but not the last word', () => {
    const agreement = createLocalAgreement();
    expect(agreement.update(words('and so'))).toEqual({ text: 'and so', stable: '' });
    expect(agreement.update(words('and so my'))).toEqual({ text: 'and so my', stable: 'and so' });
    expect(agreement.update(words('and so my fellow')).stable).toBe('and so my');
    expect(agreement.update(words('and so my fellow')).stable).toBe('and so my');
  });

  it('does not mind case and punctuation, and shows the newest form', () => {
    const agreement = createLocalAgreement();
    agreement.update(words('Well. I think'));
    expect(agreement.update(words('well, I think so'))).toEqual({
      text: 'well, I think so',
      stable: 'well, I think',
    });
  });

  it('settles a word at once if it is sure and others follow', () => {
    const agreement = createLocalAgreement();
    expect(agreement.update(words('the weather in', 0.99)).stable).toBe('the weather');
  });

  it('settles nothing new from a hypothesis that is not trusted', () => {
    const agreement = createLocalAgreement();
    agreement.update(words('turn it'));
    expect(agreement.update(words('turn it off', 0.99), false).stable).toBe('');
    expect(agreement.update(words('turn it on')).stable).toBe('turn it');
  });

  it('takes back what a new hypothesis contradicts', () => {
    const agreement = createLocalAgreement();
    agreement.update(words('set a timer'));
    agreement.update(words('set a timer for'));
    expect(agreement.update(words('sort a timer for')).stable).toBe('');
    expect(agreement.update([])).toEqual({ text: '', stable: '' });
  });

  it('always gives a prefix, and keeps what nothing contradicts', () => {
    const hypothesis = fc.array(
      fc.record({
        word: fc.constantFrom(' a', ' b', ' c', ' b.', ' A', '...'),
        probability: fc.double({ min: 0, max: 1, noNaN: true }),
      }),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(hypothesis, fc.boolean()), { maxLength: 8 }), (hypotheses) => {
        const agreement = createLocalAgreement();
        let before: readonly string[] = [];
        for (const [each, trusted] of hypotheses) {
          const { text, stable } = agreement.update(each, trusted);
          expect(text.startsWith(stable)).toBe(true);
          const now = each.map(({ word }) => comparableWord(word));
          const contradicted = before.some((word, i) => now[i] !== word);
          const count = words(stable).length;
          if (!contradicted && !/\.\.\./u.test(text)) expect(count).toBeGreaterThanOrEqual(before.length);
          before = words(stable).map(({ word }) => comparableWord(word));
        }
      }),
    );
  });
});
