import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesText } from '../../../renderer/src/features/models/bytes-text.ts';
import { newestText } from '../../../renderer/src/features/overlay/newest-text.ts';

describe('the end of a live text', () => {
  it.each([
    [null, '', ''],
    [{ text: '', stable: '' }, '', ''],
    [{ text: 'what time is', stable: 'what time' }, 'what time', 'is'],
    [{ text: 'what time', stable: 'that time' }, '', 'what time'],
  ])('%j', (live, stable, rest) => {
    expect(newestText(live)).toEqual({ stable, rest });
  });

  it('keeps the newest words and cuts at a word', () => {
    const text = Array.from({ length: 60 }, (_, i) => `word${i}`).join(' ');
    const { stable, rest } = newestText({ text, stable: text.slice(0, -7) });
    expect(rest).toBe('word59');
    expect(stable).toMatch(/^… word\d+ .*word58$/);
  });

  it('never shows much more than fits', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 600 }), fc.nat(600), (text, length) => {
        const { stable, rest } = newestText({ text, stable: text.slice(0, length) });
        expect(stable.length + rest.length).toBeLessThanOrEqual(122);
      }),
    );
  });
});

describe('sizes for people', () => {
  it.each([
    [0, 'en', '0 kB'],
    [1_075, 'en', '1 kB'],
    [29_525_324, 'en', '29.5 MB'],
    [29_525_324, 'de', '29,5 MB'],
    [4_200_000_000, 'en', '4.2 GB'],
    [9e15, 'en', '9,000,000 GB'],
  ])('%d in %s', (bytes, language, text) => {
    expect(bytesText(bytes, language).replaceAll('\u00a0', ' ')).toBe(text);
  });
});
