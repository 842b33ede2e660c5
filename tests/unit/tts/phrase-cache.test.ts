import { describe, expect, it } from 'vitest';
import { createPhraseCache } from '../../../electron/engine/tts/phrase-cache.ts';

const sound = (value: number, samples = 10) => new Float32Array(samples).fill(value);

describe('phrase cache', () => {
  it('gives back what was put, by text and rate', () => {
    const cache = createPhraseCache(1000);
    cache.put('yes', 1, sound(1));
    expect(cache.get('yes', 1)).toEqual(sound(1));
    expect(cache.get('yes', 1.5)).toBeNull();
    expect(cache.get('no', 1)).toBeNull();
  });

  it('hands out copies and keeps its own', () => {
    const cache = createPhraseCache(1000);
    const mine = sound(1);
    cache.put('yes', 1, mine);
    mine.fill(9);
    cache.get('yes', 1)!.fill(9);
    expect(cache.get('yes', 1)).toEqual(sound(1));
  });

  it('never holds more bytes than allowed, dropping what was used longest ago', () => {
    const cache = createPhraseCache(100);
    cache.put('a', 1, sound(1));
    cache.put('b', 1, sound(2));
    cache.get('a', 1);
    cache.put('c', 1, sound(3));
    expect(cache.bytes).toBeLessThanOrEqual(100);
    expect(cache.get('b', 1)).toBeNull();
    expect(cache.get('a', 1)).not.toBeNull();
    expect(cache.get('c', 1)).not.toBeNull();
  });

  it('keeps pinned phrases and refuses what does not fit beside them', () => {
    const cache = createPhraseCache(100);
    cache.put('fixed', 1, sound(1, 20), true);
    expect(cache.put('other', 1, sound(2, 10))).toBe(false);
    expect(cache.put('other', 1, sound(2, 5))).toBe(true);
    expect(cache.put('third', 1, sound(3, 5))).toBe(true);
    expect(cache.get('fixed', 1)).not.toBeNull();
    expect(cache.get('other', 1)).toBeNull();
    expect(cache.put('huge', 1, sound(4, 1000))).toBe(false);
  });

  it('replaces, counts right and stays pinned', () => {
    const cache = createPhraseCache(200);
    cache.put('a', 1, sound(1, 20), true);
    cache.put('a', 1, sound(2, 10));
    expect(cache.bytes).toBe(40);
    expect(cache.size).toBe(1);
    cache.put('b', 1, sound(3, 45));
    expect(cache.get('a', 1)).toEqual(sound(2, 10));
  });

  it('holds nothing with no room', () => {
    const cache = createPhraseCache(0);
    expect(cache.put('a', 1, sound(1))).toBe(false);
    expect(cache.size).toBe(0);
  });
});
