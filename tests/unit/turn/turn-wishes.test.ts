/** Talk button, wake phrase, dictation and the closed microphone, replayed from compact scripts. */
import { describe, expect, it } from 'vitest';
import { stepTurn } from '../../../electron/engine/turn/turn-machine.ts';
import { balancedTuning as tuning, commandTypes, createTurnScript, said } from '../../support/turn-script.ts';

const click = { type: 'clicked', atSamples: 0 } as const;

describe('the talk button', () => {
  it('opens the ears; speech begins the words, and the turn ends by itself', () => {
    const s = createTurnScript();
    s.apply(click);
    expect(s.took()).toEqual([
      { type: 'beginUtterance', turnId: 1, fromSamples: 0, extendsTurnId: null },
      { type: 'awaitSpeech', turnId: 1, invite: false },
    ]);
    s.quiet(3_200);
    expect(s.took()).toEqual([]);
    s.speak();
    expect(s.took()).toEqual([{ type: 'speechFound', turnId: 1, fromSamples: 100 * 512 }]);
    s.pause(64);
    s.hear('What time is it?');
    s.score(0.99);
    expect(s.took().at(-1)).toMatchObject({ type: 'endTurn', turnId: 1, reason: 'policy' });
  });

  it('gives up after eight seconds without speech, and not while somebody speaks', () => {
    const s = createTurnScript();
    s.apply(click);
    s.quiet(8_000);
    expect(s.took().at(-1)).toEqual({ type: 'discardTurn', turnId: 1, reason: 'no_words' });
    expect(s.state.phase).toBe('idle');
    s.apply(click);
    s.quiet(7_000);
    s.speak(6_000);
    expect(s.state.phase).toBe('listening');
  });

  it('clicked again ends the turn as a released key does, also in a pause, and once', () => {
    const s = createTurnScript();
    s.apply(click);
    s.speak();
    s.took();
    s.apply(click);
    s.goOn(128);
    s.apply(click);
    expect(s.took()).toEqual([]);
    s.goOn(96);
    expect(commandTypes(s.took())).toEqual(['transcribe']);
    s.hear('What time');
    expect(s.took().at(-1)).toMatchObject({ type: 'endTurn', reason: 'released' });

    const paused = createTurnScript();
    paused.apply(click);
    paused.speak();
    paused.pause(64);
    paused.took();
    paused.apply(click);
    paused.hear('What time');
    expect(paused.took().at(-1)).toMatchObject({ type: 'endTurn', reason: 'released' });
  });

  it('cuts a reply and takes the floor', () => {
    const s = createTurnScript();
    const reply = s.reachSpeaking();
    s.apply(click);
    expect(s.took().slice(0, 2)).toMatchObject([
      { type: 'cancelReply', turnId: reply, interrupted: true },
      { type: 'beginUtterance', turnId: reply + 1 },
    ]);
  });

  it('does nothing while the key is held; the key takes over what a click began', () => {
    const s = createTurnScript();
    s.apply({ type: 'holdPressed', atSamples: 0 });
    const held = s.state;
    s.apply(click);
    expect(s.state).toBe(held);
    const clicked = createTurnScript();
    clicked.apply(click);
    clicked.took();
    clicked.apply({ type: 'holdPressed', atSamples: 512 });
    expect(clicked.took()).toEqual([{ type: 'speechFound', turnId: 1, fromSamples: 512 }]);
    clicked.quiet(20_000);
    expect(clicked.state.phase).toBe('listening');
  });
});

describe('the wake phrase', () => {
  const alone = { ...said(''), called: true };
  it('begins a turn where it was said, and takes a reply that was not heard yet', () => {
    const s = createTurnScript();
    s.apply({ type: 'called', fromSamples: 77, phraseEndSamples: 99 });
    expect(s.took()).toEqual([
      { type: 'beginUtterance', turnId: 1, fromSamples: 77, extendsTurnId: null, phraseEndSamples: 99 },
    ]);
    const thinking = createTurnScript();
    thinking.apply({ type: 'typed' });
    thinking.took();
    thinking.apply({ type: 'called', fromSamples: 77, phraseEndSamples: 99 });
    expect(commandTypes(thinking.took())).toEqual(['cancelReply', 'beginUtterance']);
  });

  it('alone asks for the request after half a second, and the next words are the turn', () => {
    const s = createTurnScript();
    s.apply({ type: 'called', fromSamples: 0, phraseEndSamples: 99 });
    s.pause(64);
    s.took();
    s.apply({ type: 'transcribed', turnId: 1, pauseId: s.pauseId(), transcript: alone });
    s.quiet(416);
    expect(commandTypes(s.took()).filter((type) => type !== 'askTurn')).toEqual([]);
    s.quiet(32);
    expect(s.took()).toEqual([{ type: 'awaitSpeech', turnId: 1, invite: true }]);
    s.speak();
    s.pause(64);
    s.hear('What time is it?');
    s.score(0.99);
    expect(s.took().at(-1)).toMatchObject({ type: 'endTurn', turnId: 1 });
  });

  it('alone takes the floor from a reply', () => {
    const s = createTurnScript();
    const reply = s.reachSpeaking();
    s.speak();
    s.pause(32);
    s.took();
    s.apply({ type: 'transcribed', turnId: s.turnId(), pauseId: s.pauseId(), transcript: alone });
    expect(s.took()[0]).toEqual({ type: 'cancelReply', turnId: reply, interrupted: true });
  });
});

describe('dictation', () => {
  it('interrupts a reply, discards a turn, and holds the floor until all its sound is there', () => {
    const replying = createTurnScript();
    const reply = replying.reachSpeaking();
    replying.apply({ type: 'dictationBegan' });
    expect(replying.took()).toEqual([
      { type: 'cancelReply', turnId: reply, interrupted: true },
      { type: 'startDictation', turnId: reply + 1 },
    ]);
    const s = createTurnScript();
    s.speak();
    s.took();
    s.apply({ type: 'dictationBegan' });
    expect(commandTypes(s.took())).toEqual(['discardTurn', 'startDictation']);
    s.apply({ type: 'announced' });
    s.speak();
    expect(s.took()).toEqual([]);
    s.apply({ type: 'dictationDone', turnId: 1 });
    expect(s.state.phase).toBe('dictating');
    s.apply({ type: 'dictationDone', turnId: 2 });
    expect(s.state.phase).toBe('idle');
  });

  it.each([
    [{ type: 'stopRequested' }, { keep: false }],
    [{ type: 'inputEnded' }, { keep: true }],
    [{ type: 'earsClosed' }, { keep: false, code: 'mic_off' }],
  ] as const)('ends with %o', (event, how) => {
    const s = createTurnScript();
    s.apply({ type: 'dictationBegan' });
    s.took();
    s.apply(event);
    expect(s.took()).toEqual([{ type: 'endDictation', turnId: 1, ...how }]);
    expect(s.state.phase).toBe('idle');
  });
});

describe('a closed microphone', () => {
  it('throws away what is being spoken, keeps what was spoken, and lets replies go on', () => {
    const speaking = createTurnScript();
    speaking.speak();
    speaking.took();
    speaking.apply({ type: 'earsClosed' });
    expect(speaking.took()).toEqual([{ type: 'discardTurn', turnId: 1, reason: 'cancelled' }]);

    const spoken = createTurnScript();
    spoken.apply({ type: 'holdPressed', atSamples: 0 });
    spoken.speak();
    spoken.apply({ type: 'holdReleased' });
    spoken.quiet(224);
    spoken.took();
    spoken.apply({ type: 'earsClosed' });
    spoken.hear('What time is it?');
    expect(spoken.took().at(-1)).toMatchObject({ type: 'endTurn', reason: 'released' });

    const replying = createTurnScript();
    replying.reachSpeaking();
    replying.rise();
    replying.took();
    replying.apply({ type: 'earsClosed' });
    expect(commandTypes(replying.took())).toEqual(['unduck']);
    expect(replying.state.phase).toBe('speaking');
    expect(stepTurn(replying.state, { type: 'earsClosed' }, tuning).state).toBe(replying.state);
  });
});
