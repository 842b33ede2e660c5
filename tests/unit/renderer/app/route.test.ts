import { describe, expect, it } from 'vitest';
import { lookOf } from '../../../../renderer/src/app/appearance.ts';
import { hashOf, pageNames, parseRoute } from '../../../../renderer/src/app/route.ts';
import { defaultSettings } from '../../../../electron/contract/settings.ts';

describe('parseRoute', () => {
  it.each([
    ['#/settings', 'settings', ''],
    ['#/settings/sound', 'settings', 'sound'],
    ['#settings', 'settings', ''],
    ['', 'talk', ''],
    ['#/', 'talk', ''],
    ['#/nowhere/sound', 'talk', ''],
    ['#/constructor', 'talk', ''],
    ['#/settings/<b>', 'settings', ''],
    ['#/models/a/b', 'models', 'a'],
  ])('%j', (hash, page, part) => {
    expect(parseRoute(hash)).toEqual({ page, part });
  });
  it('reads what it writes', () => {
    for (const page of pageNames) {
      expect(parseRoute(hashOf({ page, part: 'x' }))).toEqual({ page, part: 'x' });
      expect(parseRoute(hashOf({ page, part: '' }))).toEqual({ page, part: '' });
    }
  });
});

describe('lookOf', () => {
  const { appearance } = defaultSettings;
  it('follows the system until a theme is chosen', () => {
    expect(lookOf(appearance, { prefersContrast: false }).theme).toBeNull();
    expect(lookOf(appearance, { prefersContrast: true }).theme).toBe('contrast');
    expect(lookOf({ ...appearance, theme: 'dark' }, { prefersContrast: true }).theme).toBe('dark');
  });
});
