import { describe, expect, it } from 'vitest';
import { createLevelHistory } from '../../../../../renderer/src/features/talk/level-history.ts';
import {
  canStop,
  talkHint,
  talkShape,
  talkVerb,
} from '../../../../../renderer/src/features/talk/talk-look.ts';
import { fallTowards, levelShare } from '../../../../../renderer/src/ui/level-scale.ts';
import type { TalkPhase } from '../../../../../electron/contract/desk-views.ts';

describe('createLevelHistory', () => {
  it('gives the newest first, and forgets the oldest', () => {
    const history = createLevelHistory(3);
    for (const level of [0.25, 0.5, 0.75, 1]) history.push(level);
    expect([0, 1, 2, 3].map((age) => history.at(age))).toEqual([1, 0.75, 0.5, 0]);
  });
  it('knows when nothing but silence is left', () => {
    const history = createLevelHistory(2);
    expect(history.isQuiet).toBe(true);
    history.push(0.5);
    history.push(0);
    expect(history.isQuiet).toBe(false);
    history.push(0.005);
    expect(history.isQuiet).toBe(true);
  });
});

describe('levelShare', () => {
  it('goes from nothing to full scale in decibels', () => {
    expect([0, -1, Number.NaN, 0.0001].map(levelShare)).toEqual([0, 0, 0, 0]);
    expect(levelShare(1)).toBe(1);
    expect(levelShare(7)).toBe(1);
    expect(levelShare(0.1)).toBeCloseTo(1 - 20 / 55);
  });
  it('rises at once and falls slowly, not below what is wanted', () => {
    expect(fallTowards(0.2, 0.9, 16)).toBe(0.9);
    expect(fallTowards(0.9, 0.2, 60)).toBeCloseTo(0.8);
    expect(fallTowards(0.9, 0.2, 10_000)).toBe(0.2);
  });
});

describe('the look of the button', () => {
  const phases: TalkPhase[] = [
    'starting',
    'ready',
    'asleep',
    'listening',
    'thinking',
    'speaking',
    'muted',
    'fault',
  ];
  it('differs in shape for every phase, so that colour is never alone', () => {
    expect(new Set(phases.map(talkShape)).size).toBe(phases.length);
  });
  it('says how to begin in the way of talking that is set', () => {
    expect(talkHint({ phase: 'ready', mode: 'handsFree' })).toBe('talk.button.handsFree');
    expect(talkHint({ phase: 'asleep', mode: 'wake' })).toBe('talk.button.wake');
    expect(talkHint({ phase: 'muted', mode: 'wake' })).toBe('talk.button.muted');
  });
  it('names what a click does', () => {
    expect(talkVerb({ held: false, phase: 'ready' })).toBe('talk.button.begin');
    expect(talkVerb({ held: true, phase: 'ready' })).toBe('talk.button.end');
    expect(talkVerb({ held: false, phase: 'listening' })).toBe('talk.button.end');
  });
  it('offers to stop only what is under way', () => {
    expect(phases.filter((phase) => canStop({ phase, held: false }))).toEqual([
      'listening',
      'thinking',
      'speaking',
    ]);
    expect(canStop({ phase: 'ready', held: true })).toBe(true);
  });
});
