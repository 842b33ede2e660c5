import { describe, expect, it } from 'vitest';
import { endSentence } from '../../../../../renderer/src/features/history/end-reason.ts';
import { heardParts, replyParts } from '../../../../../renderer/src/features/history/live-text.ts';
import { snippetPieces } from '../../../../../renderer/src/features/history/highlight.ts';
import { timingChart } from '../../../../../renderer/src/features/history/timing-bars.ts';
import { translate } from '../../../../../renderer/src/texts/translate.ts';

describe('heardParts', () => {
  it.each([
    ['what is the', 'what is', false, { sure: 'what is', rest: ' the' }],
    ['what is the', '', false, { sure: '', rest: 'what is the' }],
    ['what was the', 'what is', false, { sure: '', rest: 'what was the' }],
    ['What is it?', 'what', true, { sure: 'What is it?', rest: '' }],
  ])('%j with %j sure', (text, stable, isFinal, parts) => {
    expect(heardParts({ text, stable, isFinal })).toEqual(parts);
  });
});

describe('replyParts', () => {
  const replyText = 'One. Two. Three.';
  it('cuts where the user interrupted', () => {
    expect(replyParts({ interrupted: true, replyText, heardText: 'One. ' })).toEqual({
      sure: 'One.',
      rest: ' Two. Three.',
    });
  });
  it('shows all that was said when what was heard is not its beginning', () => {
    expect(replyParts({ interrupted: true, replyText, heardText: 'Uno' })).toEqual({
      sure: replyText,
      rest: '',
    });
  });
  it('shows a reply of which nothing was heard as unheard', () => {
    expect(replyParts({ interrupted: true, replyText, heardText: '' })).toEqual({
      sure: '',
      rest: replyText,
    });
  });
  it('does not cut a reply that was heard to its end, whatever was noted', () => {
    expect(replyParts({ interrupted: false, replyText, heardText: '' }).rest).toBe('');
  });
});

describe('endSentence', () => {
  it.each([
    ['policy', 0.87, 320, 'You had finished: 87% sure after 320 ms of silence.'],
    ['policy', null, 1_250, 'You had finished, after 1.3 s of silence.'],
    ['silence', 0.2, 3_000, 'The longest pause had passed (3.0 s).'],
    ['released', null, 0, 'You let go of the talk button or clicked it.'],
    ['typed', null, 0, 'It was typed.'],
  ] as const)('%s with %d after %d ms', (endReason, endProbability, endSilenceMs, sentence) => {
    const { key, params } = endSentence({ endReason, endProbability, endSilenceMs }, 'en');
    expect(translate('en', key, params)).toBe(sentence);
  });
});

describe('timingChart', () => {
  const timings = {
    speech: 1_800,
    pause_seen: 64,
    stt: 180,
    end_of_turn: 40,
    decision: 320,
    brain: 4,
    tts: 140,
    playback: 30,
    voice_to_voice: 494,
    stt_compute: 170,
  };
  it('puts each stage where the one before it ends', () => {
    const starts = Object.fromEntries(
      timingChart(timings).bars.map(({ stage, startMs }) => [stage, startMs]),
    );
    expect(starts).toEqual({
      pause_seen: 0,
      stt: 64,
      end_of_turn: 64,
      decision: 0,
      brain: 320,
      tts: 324,
      playback: 464,
      voice_to_voice: 0,
    });
  });
  it('spans to the end of the last', () => {
    expect(timingChart(timings).spanMs).toBe(494);
  });
  it('says beside the chart what is no part of the wait', () => {
    expect(timingChart(timings).asides.map(({ stage }) => stage)).toEqual(['speech', 'stt_compute']);
  });
  it('shows a stage it does not know, and nothing of an empty record', () => {
    expect(timingChart({ teleport: 5 }).bars).toEqual([
      { stage: 'teleport', ms: 5, startMs: 0, isTotal: false },
    ]);
    expect(timingChart({})).toEqual({ bars: [], spanMs: 1, asides: [] });
  });
});

describe('snippetPieces', () => {
  const shown = (snippet: string, ...ranges: [number, number][]) =>
    snippetPieces(
      snippet,
      ranges.map(([start, end]) => ({ start, end })),
    )
      .map(({ text, isHit }) => (isHit ? `[${text}]` : text))
      .join('');
  it('marks what was found', () => {
    expect(shown('time in Tokyo', [0, 4], [8, 13])).toBe('[time] in [Tokyo]');
  });
  it('keeps every letter once, whatever the ranges', () => {
    expect(shown('abcdef', [3, 5], [0, 4], [-2, 1], [5, 99], [4, 2])).toBe('[a][bcd][e][f]');
    expect(shown('abc', [7, 9])).toBe('abc');
    expect(shown('')).toBe('');
  });
});
