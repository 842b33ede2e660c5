import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DeskEvent } from '../../../electron/contract/desk-events.ts';
import type { TurnView } from '../../../electron/contract/desk-views.ts';
import { faultOf } from '../../../electron/contract/errors.ts';
import {
  applyEvent,
  applyOlderPage,
  applySnapshot,
  initialDeskState,
} from '../../../renderer/src/store/desk-state.ts';
import type { DeskState } from '../../../renderer/src/store/desk-state.ts';

function turn(id: number, more: Partial<TurnView> = {}): TurnView {
  return {
    id,
    sessionId: 's-1',
    turnId: id,
    startedAt: 1_000 * id,
    userText: `words ${id}`,
    words: [],
    language: 'en',
    confidence: 0.9,
    endReason: 'policy',
    endProbability: 0.9,
    endSilenceMs: 64,
    replyText: 'yes',
    heardText: 'yes',
    replySource: 'skill',
    interrupted: false,
    timings: {},
    hasSound: true,
    ...more,
  };
}

const snapshot = {
  version: '1',
  host: 'utility',
  pid: 7,
  platform: 'linux',
  dataFolder: '/d',
  talk: initialDeskState.talk,
  live: null,
  settings: initialDeskState.settings,
  faults: [],
  ready: { hearing: true, voice: false },
  sound: 'host',
} as const;

const play = (events: readonly DeskEvent[], from: DeskState = initialDeskState) =>
  events.reduce(applyEvent, from);

describe('what a window knows', () => {
  it('keeps turns oldest first whatever order they are told in, each once', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 30 }), { maxLength: 40 }), (ids) => {
        const { turns, totalTurns } = play(ids.map((id) => ({ type: 'turnSaved', turn: turn(id) })));
        const unique = [...new Set(ids)].sort((a, b) => a - b);
        expect(turns.map(({ id }) => id)).toEqual(unique);
        expect(totalTurns).toBe(unique.length);
      }),
    );
  });

  it('replaces a turn that was held in memory when the disk has taken it under another id', () => {
    const held = turn(-1, { turnId: 5, startedAt: 5_000 });
    const saved = turn(9, { turnId: 5, startedAt: 5_000 });
    const state = play([
      { type: 'turnSaved', turn: held },
      { type: 'turnSaved', turn: saved },
    ]);
    expect(state.turns).toEqual([saved]);
    expect(state.totalTurns).toBe(1);
  });

  it('forgets deleted turns, also one on a page it never loaded', () => {
    const loaded = applySnapshot(initialDeskState, snapshot, { turns: [turn(9), turn(8)], total: 5 });
    const state = play(
      [
        { type: 'turnDeleted', id: 8 },
        { type: 'turnDeleted', id: 2 },
      ],
      loaded,
    );
    expect(state.turns.map(({ id }) => id)).toEqual([9]);
    expect(state.totalTurns).toBe(3);
    expect(applyEvent(state, { type: 'historyCleared' })).toMatchObject({ turns: [], totalTurns: 0 });
  });

  it('forgets a turn that was deleted in a window that knows it by another id', () => {
    const held = turn(-1, { turnId: 5, startedAt: 5_000 });
    const deleted: DeskEvent = {
      type: 'turnDeleted',
      id: 9,
      of: { sessionId: 's-1', turnId: 5, startedAt: 5_000 },
    };
    const state = play([{ type: 'turnSaved', turn: held }, { type: 'turnSaved', turn: turn(6) }, deleted]);
    expect(state.turns).toEqual([turn(6)]);
    expect(state.totalTurns).toBe(1);
  });

  it('puts older pages in front, without those that are there already', () => {
    const loaded = applySnapshot(initialDeskState, snapshot, { turns: [turn(9), turn(8)], total: 4 });
    const more = applyOlderPage(loaded, { turns: [turn(8), turn(7), turn(6)], total: 4 });
    expect(more.turns.map(({ id }) => id)).toEqual([6, 7, 8, 9]);
  });

  it('knows that a download was cancelled, and none of an earlier line', () => {
    const download = { state: 'running', receivedBytes: 4, totalBytes: 9, fault: null } as const;
    const running = play([{ type: 'downloadChanged', name: 'whisper-base', download }]);
    expect(running.downloads).toEqual({ 'whisper-base': download });
    // a list that was asked for before says that it runs: not to have it is not enough
    const cancelled = play([{ type: 'downloadChanged', name: 'whisper-base', download: null }], running);
    expect(cancelled.downloads).toEqual({ 'whisper-base': null });
    expect(applySnapshot(running, snapshot, null).downloads).toEqual({});
  });

  it('tells why a dictation ended badly until something else is said', () => {
    const live = {
      turnId: 1,
      sessionId: 's-1',
      stage: 'hearing',
      text: 'hello',
      stable: '',
      isFinal: false,
      replyText: '',
    } as const;
    const ended = play([{ type: 'dictationEnded', fault: faultOf('mic_gone') }]);
    const { talk } = initialDeskState;
    expect(
      play([{ type: 'talkChanged', talk: { ...talk, phase: 'ready' } }], ended).dictation.fault,
    ).not.toBeNull();
    const next: DeskEvent[] = [
      { type: 'liveChanged', live },
      { type: 'talkChanged', talk: { ...talk, dictating: true } },
    ];
    for (const event of next) expect(play([event], ended).dictation).toEqual({ text: '', fault: null });
    expect(applySnapshot(ended, snapshot, null).dictation.fault).toBeNull();
  });

  it('no longer looks for older turns that have been deleted since', () => {
    const loaded = applySnapshot(initialDeskState, snapshot, { turns: [turn(9), turn(8)], total: 5 });
    const { turns, totalTurns } = applyOlderPage(loaded, { turns: [], total: 2 });
    expect(turns).toHaveLength(2);
    expect(totalTurns).toBe(2);
  });

  it('shows one fault of a kind, the newest, until it is cleared', () => {
    const raised = play([
      { type: 'faultRaised', fault: faultOf('mic_gone') },
      { type: 'faultRaised', fault: faultOf('store_full') },
      { type: 'faultRaised', fault: faultOf('mic_gone', 'USB') },
    ]);
    expect(raised.faults.map(({ message }) => message)).toEqual([
      faultOf('store_full').message,
      faultOf('mic_gone', 'USB').message,
    ]);
    expect(applyEvent(raised, { type: 'faultCleared', code: 'mic_gone' }).faults).toHaveLength(1);
  });

  it('keeps at most twenty of what was heard while the wake phrase is tried, and counts all', () => {
    const tried = Array.from({ length: 30 }, (_, i): DeskEvent => ({
      type: 'wakeTried',
      matched: i % 3 === 0,
      score: 0.5,
      text: String(i),
    }));
    const { wakeTrial } = play(tried);
    expect(wakeTrial).toMatchObject({ heard: 30, matched: 10 });
    expect(wakeTrial.last).toHaveLength(20);
    expect(wakeTrial.last[0]!.text).toBe('29');
  });

  it('follows a download to its end', () => {
    const download = { state: 'running', receivedBytes: 1, totalBytes: 2, fault: null } as const;
    const begun = applyEvent(initialDeskState, { type: 'downloadChanged', name: 'm', download });
    expect(begun.downloads).toEqual({ m: download });
    expect(applyEvent(begun, { type: 'downloadChanged', name: 'm', download: null }).downloads).toEqual({
      m: null,
    });
  });
});
