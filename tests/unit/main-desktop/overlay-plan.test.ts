import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { overlayBounds, overlayWanted, staysDismissed } from '../../../electron/main/overlay/overlay-plan.ts';
import type { OverlayFacts } from '../../../electron/main/overlay/overlay-plan.ts';

const facts: OverlayFacts = {
  wanted: true,
  talk: { phase: 'listening', dictating: false },
  mainFocused: false,
  dismissed: false,
};

describe('the overlay', () => {
  it.each<[string, Partial<OverlayFacts>, boolean]>([
    ['while listening', {}, true],
    ['while thinking', { talk: { phase: 'thinking', dictating: false } }, true],
    ['while speaking', { talk: { phase: 'speaking', dictating: false } }, true],
    ['while quiet', { talk: { phase: 'ready', dictating: false } }, false],
    ['while asleep', { talk: { phase: 'asleep', dictating: false } }, false],
    ['while muted', { talk: { phase: 'muted', dictating: false } }, false],
    ['before the desk is there', { talk: null }, false],
    ['with the main window in front', { mainFocused: true }, false],
    ['while dictating', { talk: { phase: 'listening', dictating: true }, mainFocused: true }, true],
    ['when it is switched off', { wanted: false }, false],
    ['when it was closed', { dismissed: true }, false],
  ])('%s', (_what, more, shown) => {
    expect(overlayWanted({ ...facts, ...more })).toBe(shown);
  });

  it('stays closed until Parley is quiet', () => {
    expect(staysDismissed({ phase: 'speaking', dictating: false })).toBe(true);
    expect(staysDismissed({ phase: 'listening', dictating: true })).toBe(true);
    expect(staysDismissed({ phase: 'ready', dictating: false })).toBe(false);
    expect(staysDismissed(null)).toBe(false);
  });

  it('lies at the bottom centre of the display', () => {
    expect(overlayBounds({ x: 1920, y: 0, width: 1280, height: 800 }, { width: 480, height: 100 })).toEqual({
      x: 2320,
      y: 676,
      width: 480,
      height: 100,
    });
  });

  it('never leaves the work area, however small', () => {
    const size = fc.integer({ min: 1, max: 4_000 });
    const place = fc.integer({ min: -4_000, max: 4_000 });
    fc.assert(
      fc.property(place, place, size, size, (x, y, width, height) => {
        const bounds = overlayBounds({ x, y, width, height });
        expect(bounds.x).toBeGreaterThanOrEqual(x);
        expect(bounds.y).toBeGreaterThanOrEqual(y);
        expect(bounds.x + bounds.width).toBeLessThanOrEqual(x + width);
        expect(bounds.y + bounds.height).toBeLessThanOrEqual(y + height);
      }),
    );
  });
});
