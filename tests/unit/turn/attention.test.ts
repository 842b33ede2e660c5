/** Whether what is heard is meant for Parley: every way of talking as a story, and the ears over every phase. */
import { describe, expect, it } from 'vitest';
import { faultOf } from '../../../electron/contract/errors.ts';
import {
  attentionAt,
  earsOf,
  initialAttention,
  stepAttention,
} from '../../../electron/engine/turn/attention.ts';
import type { AttentionEvent, Ears, TalkMode } from '../../../electron/engine/turn/attention.ts';
import type { TurnState } from '../../../electron/engine/turn/turn-events.ts';
import { newUtterance } from '../../../electron/engine/turn/turn-floor.ts';
import { newPause } from '../../../electron/engine/turn/turn-pause.ts';

const freed = (how: 'answered' | 'stopped' | 'nothing', atSamples = 1_000): AttentionEvent => ({
  type: 'floorFreed',
  how,
  atSamples,
  followUpSamples: 500,
});
const quiet = (atSamples: number): AttentionEvent => ({ type: 'quietFrame', atSamples });
const phrase: AttentionEvent = { type: 'opened', reason: 'phrase' };
const key: AttentionEvent = { type: 'opened', reason: 'key' };
const heard: AttentionEvent = { type: 'turnHeard' };
const mode = (to: TalkMode): AttentionEvent => ({ type: 'modeSet', mode: to });
const mute = (muted: boolean): AttentionEvent => ({ type: 'muteSet', muted });

function told(start: TalkMode, events: readonly AttentionEvent[]): string[] {
  let attention = attentionAt({ mode: start, muted: false });
  const said: string[] = [];
  for (const event of events) {
    const step = stepAttention(attention, event);
    attention = step.attention;
    if (step.told) said.push(`${step.told.awake ? 'awake' : 'asleep'} ${step.told.reason}`);
  }
  return said;
}

describe('attention', () => {
  it.each<[string, TalkMode, AttentionEvent[], string[]]>([
    ['hands-free nothing changes it', 'handsFree', [key, phrase, heard, freed('answered'), quiet(9_999)], []],
    [
      'held, it lasts as long as the words',
      'hold',
      [key, heard, freed('answered')],
      ['awake key', 'asleep mode'],
    ],
    ['held in vain', 'hold', [key, freed('nothing')], ['awake key', 'asleep timeout']],
    [
      'called, then followed up, then left alone',
      'wake',
      [
        phrase,
        heard,
        freed('answered'),
        quiet(1_499),
        heard,
        freed('answered', 2_000),
        quiet(2_499),
        quiet(2_500),
      ],
      ['awake phrase', 'awake follow_up', 'awake follow_up', 'asleep timeout'],
    ],
    [
      'a noise in the time after a reply does not end it',
      'wake',
      [phrase, freed('answered'), freed('nothing', 1_200), quiet(1_499), quiet(1_500)],
      ['awake phrase', 'awake follow_up', 'asleep timeout'],
    ],
    ['called in vain', 'wake', [phrase, freed('nothing')], ['awake phrase', 'asleep timeout']],
    [
      'stopped by hand it sleeps at once',
      'wake',
      [phrase, freed('answered'), freed('stopped', 1_100)],
      ['awake phrase', 'awake follow_up', 'asleep key'],
    ],
    ['an announcement leads to no time without phrase', 'wake', [freed('nothing')], []],
    [
      'changes with the setting, once',
      'hold',
      [mode('handsFree'), mode('handsFree'), mode('wake')],
      ['awake mode', 'asleep mode'],
    ],
    [
      'muted nothing opens it',
      'handsFree',
      [mute(true), key, phrase, mute(false)],
      ['asleep mode', 'awake mode'],
    ],
    [
      'unmuted it waits for the phrase again',
      'wake',
      [phrase, mute(true), mute(false)],
      ['awake phrase', 'asleep mode'],
    ],
    ['a mode chosen while muted does not open it', 'wake', [mute(true), mode('handsFree')], ['asleep mode']],
  ])('%s', (_, start, events, expected) => {
    expect(told(start, events)).toEqual(expected);
  });

  it('without follow-up time a reply ends in sleep', () => {
    const awake = { ...attentionAt({ mode: 'wake', muted: false }), awake: true };
    const step = stepAttention(awake, {
      type: 'floorFreed',
      how: 'answered',
      atSamples: 9,
      followUpSamples: 0,
    });
    expect(step.told).toEqual({ awake: false, reason: 'timeout' });
  });
});

describe('ears', () => {
  const utterance = newUtterance(1, 0, false);
  const states: Record<string, TurnState> = {
    idle: { phase: 'idle', nextTurnId: 2 },
    listening: { phase: 'listening', nextTurnId: 2, utterance },
    endpointing: { phase: 'endpointing', nextTurnId: 2, utterance, pause: newPause(1, 64) },
    'thinking, may be extended': { phase: 'thinking', nextTurnId: 2, turnId: 1, utterance },
    'thinking about the typed': { phase: 'thinking', nextTurnId: 2, turnId: 1, utterance: null },
    speaking: { phase: 'speaking', nextTurnId: 2, turnId: 1 },
    interrupted: {
      phase: 'interrupted',
      nextTurnId: 2,
      turnId: 1,
      utterance: null,
      speechMs: 32,
      own: false,
      pause: null,
    },
    dictating: { phase: 'dictating', nextTurnId: 2, turnId: 1 },
    failed: { phase: 'failed', nextTurnId: 2, fault: faultOf('internal') },
  };
  it.each<[string, Ears, Ears, Ears, Ears]>([
    // phase, hands-free, hold, wake asleep, wake awake
    ['idle', 'open', 'closed', 'asleep', 'open'],
    ['listening', 'open', 'open', 'open', 'open'],
    ['endpointing', 'open', 'open', 'open', 'open'],
    ['thinking, may be extended', 'open', 'open', 'open', 'open'],
    ['thinking about the typed', 'open', 'closed', 'asleep', 'asleep'],
    ['speaking', 'open', 'closed', 'open', 'open'],
    ['interrupted', 'open', 'open', 'open', 'open'],
    ['dictating', 'closed', 'closed', 'closed', 'closed'],
    ['failed', 'closed', 'closed', 'closed', 'closed'],
  ])('%s', (phase, handsFree, hold, asleep, awake) => {
    const at = (talk: TalkMode) => attentionAt({ mode: talk, muted: false });
    const state = states[phase]!;
    expect(earsOf(initialAttention, state, false)).toBe(handsFree);
    expect(earsOf(at('hold'), state, false)).toBe(hold);
    expect(earsOf(at('wake'), state, false)).toBe(asleep);
    expect(earsOf({ ...at('wake'), awake: true }, state, false)).toBe(awake);
    expect(earsOf({ ...initialAttention, muted: true }, state, true)).toBe('closed');
  });

  it('while the phrase is tried, what nobody has the floor for is judged', () => {
    for (const talk of ['handsFree', 'hold', 'wake'] as const) {
      expect(earsOf(attentionAt({ mode: talk, muted: false }), states['idle']!, true)).toBe('asleep');
    }
  });
});
