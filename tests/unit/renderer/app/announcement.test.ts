import { describe, expect, it } from 'vitest';
import type { TalkPhase } from '../../../../electron/contract/desk-views.ts';
import { announcementOf } from '../../../../renderer/src/app/announcement.ts';

const at = (phase: TalkPhase, muted = false) => ({ phase, muted });

describe('announcementOf', () => {
  it.each<[TalkPhase, TalkPhase, string | null]>([
    ['starting', 'ready', 'announce.ready'],
    ['ready', 'listening', 'announce.listening'],
    ['listening', 'thinking', 'announce.thinking'],
    ['thinking', 'speaking', 'announce.speaking'],
    ['speaking', 'ready', 'announce.ready'],
    ['speaking', 'asleep', 'announce.asleep'],
    ['speaking', 'listening', 'announce.listening'],
    // a breath that was no speech
    ['listening', 'ready', null],
    ['ready', 'ready', null],
    // told by its own sentence
    ['ready', 'fault', null],
    ['ready', 'starting', null],
  ])('%s to %s', (before, after, said) => {
    expect(announcementOf(at(before), at(after))).toBe(said);
  });
  it('tells muting whatever else changes', () => {
    expect(announcementOf(at('listening'), at('muted', true))).toBe('announce.muted');
    expect(announcementOf(at('speaking'), at('speaking', true))).toBe('announce.muted');
    expect(announcementOf(at('muted', true), at('listening'))).toBe('announce.unmuted');
  });
  it('says nothing of listening while the microphone is off', () => {
    expect(announcementOf(at('muted', true), at('listening', true))).toBeNull();
  });
});
