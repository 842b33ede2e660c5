import { describe, expect, it } from 'vitest';
import { FITTING_RTF, bestRecognizer, recognizerFits } from '../../../electron/engine/recognizer-choice.ts';

const tiny = { name: 'whisper-tiny.en', languages: ['en'] } as const;
const base = { name: 'whisper-base', languages: ['en', 'de', 'fr'] } as const;
const sherpa = { name: 'sherpa-streaming', languages: ['en'] } as const;

describe('the best recogniser', () => {
  it.each([
    [
      'the most able that fits',
      [
        { ...tiny, rtf: 0.01 },
        { ...base, rtf: 0.03 },
      ],
      'en',
      'whisper-base',
    ],
    [
      'a less able one where that is too slow',
      [
        { ...tiny, rtf: 0.05 },
        { ...base, rtf: 0.2 },
      ],
      'en',
      'whisper-tiny.en',
    ],
    [
      'the fastest where none fits',
      [
        { ...tiny, rtf: 0.3 },
        { ...base, rtf: 0.9 },
      ],
      'en',
      'whisper-tiny.en',
    ],
    [
      'one that knows the language, though slow',
      [
        { ...tiny, rtf: 0.05 },
        { ...base, rtf: 0.5 },
      ],
      'de',
      'whisper-base',
    ],
    [
      'one of several languages for auto',
      [
        { ...tiny, rtf: 0.05 },
        { ...base, rtf: 0.5 },
      ],
      'auto',
      'whisper-base',
    ],
    [
      'any where none knows the language',
      [
        { ...tiny, rtf: 0.05 },
        { ...sherpa, rtf: 0.05 },
      ],
      'de',
      'sherpa-streaming',
    ],
    [
      'exactly at the limit',
      [
        { ...tiny, rtf: 0.01 },
        { ...base, rtf: FITTING_RTF },
      ],
      'en',
      'whisper-base',
    ],
    ['none without any', [], 'en', null],
  ] as const)('is %s', (_, measured, language, best) => {
    expect(bestRecognizer(measured, language)).toBe(best);
  });

  it('does not fit without a figure', () => {
    expect(recognizerFits(Number.NaN)).toBe(false);
  });
});
