import { describe, expect, it } from 'vitest';
import { periodicHann } from '../../../electron/engine/dsp/hann-window.ts';
import { hzToSlaneyMel, slaneyMelFilters, slaneyMelToHz } from '../../../electron/engine/dsp/mel-filters.ts';

const whisper = { sampleRateHz: 16_000, fftSize: 400, melCount: 80, minHz: 0, maxHz: 8000 } as const;

describe('mel-filters', () => {
  it('has the Slaney scale: linear to 1 kHz, 27 steps for a factor of 6.4 above, and back', () => {
    expect(hzToSlaneyMel(500)).toBeCloseTo(7.5, 12);
    expect(hzToSlaneyMel(1000)).toBeCloseTo(15, 12);
    expect(hzToSlaneyMel(6400)).toBeCloseTo(42, 12);
    for (const hz of [0, 33, 999, 1001, 8000]) expect(slaneyMelToHz(hzToSlaneyMel(hz))).toBeCloseTo(hz, 8);
  });

  it('gives 80 non-empty filters that cover the spectrum in order', () => {
    const filters = slaneyMelFilters(whisper);
    expect(filters).toHaveLength(80);
    let lastStart = -1;
    for (const { start, weights } of filters) {
      expect(weights.length).toBeGreaterThan(0);
      expect(start).toBeGreaterThanOrEqual(lastStart);
      expect(start + weights.length).toBeLessThanOrEqual(201);
      lastStart = start;
    }
  });

  it('normalises each filter to unit area where it spans enough bins to be sampled well', () => {
    for (const { weights } of slaneyMelFilters(whisper).slice(60)) {
      const area = weights.reduce((sum, w) => sum + w, 0) * (16_000 / 400);
      expect(area).toBeGreaterThan(0.9);
      expect(area).toBeLessThan(1.1);
    }
  });
});

describe('hann-window', () => {
  it('is periodic: zero at the start, one in the middle, shifted halves add up to one', () => {
    const window = periodicHann(400);
    expect(window[0]).toBe(0);
    expect(window[200]).toBeCloseTo(1, 15);
    for (let n = 0; n < 200; n++) expect(window[n]! + window[n + 200]!).toBeCloseTo(1, 12);
  });
});
