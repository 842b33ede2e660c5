/** Speech during a reply: interruption or false alarm. */
import { describe, expect, it } from 'vitest';
import { FRAME_MS } from '../../../electron/contract/audio.ts';
import { stepTurn } from '../../../electron/engine/turn/turn-machine.ts';
import type { TurnEvent } from '../../../electron/engine/turn/turn-events.ts';
import { turnTuning } from '../../../electron/engine/turn/turn-tuning.ts';
import { balancedTuning as tuning, commandTypes, createTurnScript } from '../../support/turn-script.ts';

describe('speech during a reply', () => {
  it('ducks at its first frame and un-ducks when it was nothing', () => {
    const s = createTurnScript();
    const reply = s.reachSpeaking();
    s.rise();
    expect(s.took()).toEqual([{ type: 'duck', turnId: reply }]);
    s.cancelRise();
    expect(s.took()).toEqual([{ type: 'unduck', turnId: reply }]);
    expect(s.state.phase).toBe('speaking');
  });

  it.each(['Mm-hm.', 'Yeah.', 'Okay, right.', '', 'Uh-huh'])('lets the reply go on after "%s"', (text) => {
    const s = createTurnScript();
    const reply = s.reachSpeaking();
    s.speak(256);
    s.pause(64);
    s.hear(text);
    expect(s.state.phase).toBe('interrupted');
    s.quiet(turnTuning.interruptQuietMs);
    expect(commandTypes(s.took())).toEqual(['duck', 'beginUtterance', 'transcribe', 'discardTurn', 'unduck']);
    expect(s.state).toMatchObject({ phase: 'speaking', turnId: reply });
  });

  it('interrupts when it lasts', () => {
    const s = createTurnScript();
    const reply = s.reachSpeaking();
    s.speak(turnTuning.interruptLastsMs + FRAME_MS);
    expect(s.took()).toContainEqual({ type: 'cancelReply', turnId: reply, interrupted: true });
    expect(s.state.phase).toBe('listening');
  });

  it('interrupts early when a partial text says more than a listening sound', () => {
    const s = createTurnScript();
    const reply = s.reachSpeaking();
    s.speak(448);
    s.apply({ type: 'partial', turnId: s.turnId(), text: 'And then we', stable: '', own: false });
    expect(s.state.phase).toBe('interrupted');
    s.apply({ type: 'partial', turnId: s.turnId(), text: 'Mm', stable: 'Mm', own: false });
    expect(s.state.phase).toBe('interrupted');
    s.apply({ type: 'partial', turnId: s.turnId(), text: 'No, wait', stable: 'No, wait', own: false });
    expect(s.took()).toContainEqual({ type: 'cancelReply', turnId: reply, interrupted: true });
  });

  it('does not take its own voice for an interruption, however long it lasts', () => {
    const s = createTurnScript();
    const reply = s.reachSpeaking();
    s.speak(320);
    s.apply({ type: 'partial', turnId: s.turnId(), text: 'the time is', stable: 'the', own: true });
    s.goOn(4_000);
    expect(s.state).toMatchObject({ phase: 'interrupted', turnId: reply });
    s.apply({
      type: 'partial',
      turnId: s.turnId(),
      text: 'the time is no stop it',
      stable: 'the time is no',
      own: false,
    });
    expect(s.took()).toContainEqual({ type: 'cancelReply', turnId: reply, interrupted: true });
  });

  it('lets the reply go on after a short burst that asks for nothing: what is left of echo, a cough', () => {
    const s = createTurnScript();
    const reply = s.reachSpeaking();
    s.speak(256);
    s.pause(64);
    s.hear('But.');
    s.quiet(turnTuning.interruptQuietMs);
    expect(s.state).toMatchObject({ phase: 'speaking', turnId: reply });
  });

  it('interrupts when short bursts follow one another: speech is never one unbroken sound', () => {
    const s = createTurnScript();
    const reply = s.reachSpeaking();
    s.speak(200);
    s.pause(96);
    s.hear('But.');
    s.resume();
    s.goOn(160);
    s.pause(96);
    s.resume();
    s.goOn(320);
    expect(s.took()).toContainEqual({ type: 'cancelReply', turnId: reply, interrupted: true });
  });

  it('forgets a listening sound when the reply ends meanwhile', () => {
    const s = createTurnScript();
    const reply = s.reachSpeaking();
    s.speak(256);
    s.pause(64);
    s.hear('Mm-hm.');
    s.apply({ type: 'replyEnded', turnId: reply });
    expect(s.state.phase).toBe('idle');
    expect(s.took()).toContainEqual({ type: 'discardTurn', turnId: reply + 1, reason: 'backchannel' });
  });

  it('interrupts with a short command and answers it', () => {
    const s = createTurnScript();
    s.reachSpeaking();
    s.speak(256);
    s.pause(64);
    s.hear('Stop.');
    expect(commandTypes(s.took())).toContain('cancelReply');
    s.score(0.99);
    s.quiet(640);
    expect(s.took().at(-1)).toMatchObject({ type: 'endTurn', transcript: { text: 'Stop.' } });
  });

  it('is heard when it began just before the reply was', () => {
    const s = createTurnScript();
    s.speak();
    s.pause(64);
    s.hear('What time is it?');
    s.score(0.99);
    expect(s.state.phase).toBe('thinking');
    const turnId = s.state.nextTurnId - 1;
    s.rise();
    s.apply({ type: 'replyStarted', turnId });
    expect(s.state.phase).toBe('speaking');
    s.took();
    s.start();
    expect(commandTypes(s.took())).toEqual(['duck', 'beginUtterance']);
    expect(s.state.phase).toBe('interrupted');
  });

  it('becomes the next turn when the reply ends meanwhile', () => {
    const s = createTurnScript();
    const reply = s.reachSpeaking();
    s.speak(256);
    s.apply({ type: 'replyEnded', turnId: reply });
    expect(s.state.phase).toBe('listening');
    expect(commandTypes(s.took())).not.toContain('cancelReply');
  });

  it('is ignored when interruptions are off', () => {
    const s = createTurnScript();
    s.reachSpeaking();
    const deaf = { ...tuning, interruptible: false };
    const event: TurnEvent = {
      type: 'voice',
      vad: 'rise',
      isSpeech: true,
      speechMs: 32,
      silenceMs: 0,
      atSamples: 9e5,
      speechFromSamples: 9e5 - 512,
    };
    expect(stepTurn(s.state, event, deaf)).toEqual({ state: s.state, commands: [] });
  });
});
