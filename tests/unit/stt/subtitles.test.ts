import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { subtitleCues } from '../../../electron/engine/stt/subtitle-cues.ts';
import { formatTranscript, subtitleTime } from '../../../electron/engine/stt/subtitles.ts';
import type {
  RecordingTranscript,
  TranscriptSegment,
} from '../../../electron/engine/stt/transcribe-recording.ts';

function segmentOf(text: string, start = 0, secondsAWord = 0.4): TranscriptSegment {
  const words = text.split(' ').map((word, i) => ({
    word,
    start: start + i * secondsAWord,
    end: start + (i + 1) * secondsAWord - 0.05,
    confidence: 0.9,
  }));
  return { start, end: words.at(-1)!.end, text, words, language: 'en', confidence: 0.9 };
}
const transcriptOf = (segments: readonly TranscriptSegment[]): RecordingTranscript => ({
  text: segments.map(({ text }) => text).join(' '),
  segments,
  words: segments.flatMap(({ words }) => words),
  durationSeconds: 12.3456,
  computeMs: 1,
});

describe('subtitleTime', () => {
  it.each([
    [0, '00:00:00,000'],
    [1.9996, '00:00:02,000'],
    [59.9999, '00:01:00,000'],
    [3661.5, '01:01:01,500'],
    [360_000, '100:00:00,000'],
    [-1, '00:00:00,000'],
  ])('%d s is %s', (seconds, text) => {
    expect(subtitleTime(seconds, ',')).toBe(text);
  });
});

describe('subtitles', () => {
  const two = transcriptOf([segmentOf('Hello there. How are you?'), segmentOf('Fine.', 10)]);

  it('writes SubRip', () => {
    expect(formatTranscript(two, 'srt')).toBe(
      [
        '1\n00:00:00,000 --> 00:00:00,800\nHello there.\n',
        '2\n00:00:00,800 --> 00:00:01,950\nHow are you?\n',
        '3\n00:00:10,000 --> 00:00:11,000\nFine.\n',
      ].join('\n'),
    );
  });

  it('writes WebVTT and lets no text be taken for markup', () => {
    const odd = formatTranscript(transcriptOf([segmentOf('a<b> & c --> d')]), 'vtt');
    expect(odd.startsWith('WEBVTT\n\n00:00:00.000 --> ')).toBe(true);
    expect(odd).toContain('a&lt;b&gt; &amp; c -&gt; d');
  });

  it('writes text and JSON', () => {
    expect(formatTranscript(two, 'txt')).toBe('Hello there. How are you?\nFine.\n');
    const parsed = JSON.parse(formatTranscript(two, 'json'));
    expect(parsed.duration).toBe(12.346);
    expect(parsed.segments[1].words).toEqual([{ word: 'Fine.', start: 10, end: 10.35, confidence: 0.9 }]);
  });

  it.each(['txt', 'srt', 'vtt', 'json'] as const)('writes an empty transcript as %s', (format) => {
    const empty = formatTranscript(transcriptOf([]), format);
    expect(empty.replace('WEBVTT', '').length).toBeLessThan(80);
  });

  it('shows a word that is drawn out for no longer than any other cue', () => {
    const drawn = { ...segmentOf('Sooo', 0, 9.05), words: [] };
    expect(subtitleCues([drawn])).toEqual([{ start: 0, end: 7, lines: ['Sooo'] }]);
  });

  it('keeps every word, lines short, cues in order and apart, with and without word times', () => {
    const word = fc.stringMatching(/^[a-z]{1,14}[.,?]?$/u);
    const segment = fc
      .tuple(fc.array(word, { minLength: 1, maxLength: 60 }), fc.double({ min: 0.05, max: 3, noNaN: true }))
      .map(([all, pace]) => segmentOf(all.join(' '), 0, pace));
    fc.assert(
      fc.property(segment, fc.boolean(), (given, timed) => {
        const cues = subtitleCues([timed ? given : { ...given, words: [] }]);
        expect(cues.flatMap(({ lines }) => lines).join(' ')).toBe(given.text);
        let last = 0;
        for (const { start, end, lines } of cues) {
          expect(start).toBeGreaterThanOrEqual(last - 1e-9);
          expect(end).toBeGreaterThanOrEqual(start);
          expect(end - start).toBeLessThanOrEqual(7 + 1e-9);
          expect(lines.length).toBeLessThanOrEqual(2);
          for (const line of lines) expect(line.length).toBeLessThanOrEqual(42);
          last = end;
        }
      }),
    );
  });

  it('cuts a word that is longer than a line', () => {
    const [cue] = subtitleCues([segmentOf('x'.repeat(60))]);
    expect(cue!.lines).toEqual(['x'.repeat(42), 'x'.repeat(18)]);
  });
});
