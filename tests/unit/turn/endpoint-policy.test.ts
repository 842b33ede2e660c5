import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideEndpoint } from '../../../electron/engine/turn/endpoint-policy.ts';
import { endpointPresets } from '../../../electron/engine/turn/tuning.ts';

const scoresOf = (...probabilities: number[]) =>
  probabilities.map((probability, i) => ({ atSilenceMs: 32 * (i + 1), probability }));

const finished = 'What time is it?';
const open = 'I would like a pizza';
const trailing = 'Set a timer for';

describe('the balanced rule', () => {
  it.each([
    ['a whole question, certain', finished, [0.95, 0.9], 64],
    ['a whole question, likely', finished, [0.7], 64],
    ['a whole question, doubtful', finished, [0.5, 0.4], 384],
    ['a whole question, unlikely', finished, [0.05, 0.1, 0.1], 448],
    ['one high answer does not outweigh two low ones', finished, [0.98, 0.1, 0.1], 384],
    ['no end mark, certain', open, [0.97], 192],
    ['no end mark, likely', open, [0.8], 448],
    ['no end mark, unlikely', open, [0.2], 960],
    ['something must follow, however certain the sound', trailing, [0.99], 640],
    ['something must follow', trailing, [0.9], 1_600],
    ['no text yet', null, [0.99], 960],
    ['no answer: silence and text alone', finished, [], 448],
  ])('%s', (_, text, probabilities, requiredSilenceMs) => {
    const verdict = decideEndpoint({ scores: scoresOf(...probabilities), text }, endpointPresets.balanced);
    expect(verdict.requiredSilenceMs).toBe(requiredSilenceMs);
  });

  it('tells what it weighed', () => {
    expect(
      decideEndpoint({ scores: scoresOf(0.2, 0.4), text: open }, endpointPresets.balanced),
    ).toMatchObject({
      probability: expect.closeTo(0.3) as number,
      text: 'open',
    });
    expect(decideEndpoint({ scores: [], text: null }, endpointPresets.balanced)).toMatchObject({
      probability: null,
      text: 'none',
    });
  });
});

describe('every preset', () => {
  const text = fc.constantFrom(null, '', finished, open, trailing);
  const scores = fc
    .array(fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(NaN, -1, 2, Infinity)), {
      maxLength: 5,
    })
    .map((list) => scoresOf(...list));

  it.each(Object.entries(endpointPresets))(
    '%s waits within its bounds, whatever the answers',
    (_, tuning) => {
      fc.assert(
        fc.property(text, scores, (said, answers) => {
          const { requiredSilenceMs, probability } = decideEndpoint({ scores: answers, text: said }, tuning);
          expect(requiredSilenceMs).toBeGreaterThanOrEqual(tuning.askAtSilenceMs[0]!);
          expect(requiredSilenceMs).toBeLessThanOrEqual(tuning.maxSilenceMs);
          if (probability !== null) expect(probability >= 0 && probability <= 1).toBe(true);
        }),
      );
    },
  );

  it.each(Object.entries(endpointPresets))('%s never waits longer for a higher answer', (_, tuning) => {
    const probability = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(text, probability, probability, (said, a, b) => {
        const waits = [Math.min(a, b), Math.max(a, b)].map(
          (value) => decideEndpoint({ scores: scoresOf(value), text: said }, tuning).requiredSilenceMs,
        );
        expect(waits[1]!).toBeLessThanOrEqual(waits[0]!);
      }),
    );
  });

  it.each(Object.entries(endpointPresets))('%s waits longer the less finished the text', (_, tuning) => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (probability) => {
        const [whole, unmarked, must] = [finished, open, trailing].map(
          (said) => decideEndpoint({ scores: scoresOf(probability), text: said }, tuning).requiredSilenceMs,
        );
        expect(whole!).toBeLessThanOrEqual(unmarked!);
        expect(unmarked!).toBeLessThanOrEqual(must!);
      }),
    );
  });

  it('is more patient from fast to patient', () => {
    fc.assert(
      fc.property(text, scores, (said, answers) => {
        const [fast, balanced, patient] = (['fast', 'balanced', 'patient'] as const).map(
          (name) => decideEndpoint({ scores: answers, text: said }, endpointPresets[name]).requiredSilenceMs,
        );
        expect(fast!).toBeLessThanOrEqual(balanced!);
        expect(balanced!).toBeLessThanOrEqual(patient!);
      }),
    );
  });
});

describe('a tuning that asks for the impossible', () => {
  it('falls back to the longest silence when a ladder is empty', () => {
    const { balanced } = endpointPresets;
    const tuning = { ...balanced, ladders: { ...balanced.ladders, open: [] } };
    expect(decideEndpoint({ scores: [], text: open }, tuning).requiredSilenceMs).toBe(balanced.maxSilenceMs);
  });

  it('never waits longer than the longest silence', () => {
    const tuning = { ...endpointPresets.patient, maxSilenceMs: 100 };
    expect(decideEndpoint({ scores: [], text: trailing }, tuning).requiredSilenceMs).toBe(100);
  });
});
