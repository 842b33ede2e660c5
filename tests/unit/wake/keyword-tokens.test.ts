import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keywordLine, parseTokens } from '../../../electron/engine/wake/keyword-tokens.ts';

const table = [
  '<blk> 0',
  '<unk> 1',
  '▁HE 2',
  'Y 3',
  '▁P 4',
  'AR 5',
  'L 6',
  'EY 7',
  '▁ 8',
  'A 9',
  'R 10',
  'E 11',
  '',
];
const tokens = parseTokens(table.join('\n'));

describe('keywordLine', () => {
  it.each([
    ['Hey Parley', '▁HE Y ▁P AR L EY'],
    ['hey, parley!', '▁HE Y ▁P AR L EY'],
    ['Leya', '▁ L EY A'],
  ])('%j is %j', (phrase, line) => {
    expect(keywordLine(phrase, tokens)).toEqual({ ok: true, value: line });
  });

  it.each(['', '!?', '🙂', 'Hey Zoe', 'Привет', 'L'.repeat(61)])('%j is refused', (phrase) => {
    expect(keywordLine(phrase, tokens)).toMatchObject({ ok: false, fault: { code: 'bad_argument' } });
  });

  it('never names a token the model does not have', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.stringMatching(/^[helparyz ]{0,20}$/)),
        fc.string(),
        (phrase, junk) => {
          const known = parseTokens(`${table.join('\n')}\n${junk}`);
          const line = keywordLine(phrase, known);
          if (line.ok) for (const token of line.value.split(' ')) expect(known.has(token)).toBe(true);
        },
      ),
    );
  });
});
