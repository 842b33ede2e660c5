/** Turn taking, replayed from compact scripts, and over every state and event. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { faultOf } from '../../../electron/contract/errors.ts';
import { initialTurnState, stepTurn } from '../../../electron/engine/turn/turn-machine.ts';
import type { TurnEvent, TurnState } from '../../../electron/engine/turn/turn-events.ts';
import { balancedTuning as tuning, commandTypes, createTurnScript, said } from '../../support/turn-script.ts';

describe('a turn', () => {
  it('begins with confirmed speech, asks at the first pause and ends when the evidence agrees', () => {
    const s = createTurnScript();
    s.rise();
    expect(s.state.phase).toBe('idle');
    s.cancelRise();
    s.speak();
    expect(s.took()).toEqual([
      { type: 'beginUtterance', turnId: 1, fromSamples: 2 * 512, extendsTurnId: null },
    ]);
    s.pause(64);
    expect(new Set(commandTypes(s.took()))).toEqual(new Set(['transcribe', 'askTurn']));
    s.hear('What time is it?');
    s.score(0.99);
    const commands = s.took();
    expect(commands[0]).toEqual({ type: 'prepareReply', turnId: 1, text: 'What time is it?' });
    const end = commands.at(-1);
    expect(end).toMatchObject({ type: 'endTurn', turnId: 1, reason: 'policy' });
    expect(s.state.phase).toBe('thinking');
  });

  it('goes on when speech resumes, and forgets what was asked in the pause', () => {
    const s = createTurnScript();
    s.speak();
    s.pause(64);
    s.took();
    const stale = { turnId: s.turnId(), pauseId: s.pauseId() };
    s.resume();
    expect(commandTypes(s.took())).toEqual(['dropPause']);
    expect(s.state.phase).toBe('listening');
    const before = s.state;
    s.apply({ type: 'transcribed', ...stale, transcript: said('What') });
    s.apply({ type: 'scored', ...stale, score: { atSilenceMs: 64, probability: 1 } });
    expect(s.state).toBe(before);
  });

  it('waits for the text however long the silence is', () => {
    const s = createTurnScript();
    s.speak();
    s.pause(8_000);
    expect(s.state.phase).toBe('endpointing');
    s.hear('And');
    expect(s.took().at(-1)).toMatchObject({ type: 'endTurn', reason: 'policy' });
  });

  it('is discarded when nothing was said, and told why', () => {
    for (const [text, phantom, reason] of [
      ['', false, 'no_words'],
      ['you', true, 'phantom'],
    ] as const) {
      const s = createTurnScript();
      s.speak();
      s.pause(64);
      s.hear(text, phantom);
      s.quiet(3_200);
      expect(s.took().at(-1)).toEqual({ type: 'discardTurn', turnId: 1, reason });
      expect(s.state.phase).toBe('idle');
    }
  });

  it('that cannot be transcribed is discarded with the fault', () => {
    const s = createTurnScript();
    s.speak();
    s.pause(64);
    s.apply({ type: 'transcribeFailed', turnId: 1, pauseId: 1, fault: faultOf('model_failed') });
    expect(s.took().at(-1)).toMatchObject({ type: 'discardTurn', fault: { code: 'model_failed' } });
    expect(s.state.phase).toBe('idle');
  });

  it('is cut at its longest, as a fact, and speech after it is a turn of its own', () => {
    const s = createTurnScript();
    s.speak();
    s.goOn(30_000);
    expect(commandTypes(s.took())).toEqual(['beginUtterance', 'transcribe']);
    s.hear('a very long story');
    expect(s.took().at(-1)).toMatchObject({ type: 'endTurn', reason: 'too_long' });
    s.speak();
    expect(commandTypes(s.took())).toEqual(['cancelReply', 'beginUtterance']);
  });

  it('is extended by speech before any of the reply was heard', () => {
    const s = createTurnScript();
    s.speak();
    s.pause(64);
    s.hear('What time is it?');
    s.score(0.99);
    s.took();
    s.speak();
    expect(s.took()).toEqual([
      { type: 'cancelReply', turnId: 1, interrupted: false, continued: true },
      { type: 'discardTurn', turnId: 1, reason: 'extended' },
      { type: 'beginUtterance', turnId: 2, fromSamples: 0, extendsTurnId: 1 },
    ]);
  });

  it('that is answered and stopped before any of it was heard does not go on under another id', () => {
    for (const event of [{ type: 'stopRequested' }, { type: 'typed' }] as const) {
      const s = createTurnScript();
      s.speak();
      s.pause(64);
      s.hear('What time is it?');
      s.score(0.99);
      s.took();
      s.apply(event);
      expect(s.took()[0]).toEqual({ type: 'cancelReply', turnId: 1, interrupted: false });
    }
  });

  it('that is held ignores silence and ends 200 ms after the key is released', () => {
    const s = createTurnScript();
    s.apply({ type: 'holdPressed', atSamples: 0 });
    expect(commandTypes(s.took())).toEqual(['beginUtterance']);
    s.speak();
    s.pause(4_000);
    expect(s.state.phase).toBe('listening');
    s.apply({ type: 'holdReleased' });
    s.quiet(160);
    expect(commandTypes(s.took())).toEqual([]);
    s.quiet(64);
    expect(commandTypes(s.took())).toEqual(['transcribe']);
    s.hear('Hello');
    expect(s.took()).toMatchObject([{ type: 'endTurn', reason: 'released' }]);
  });

  it('ends with the input', () => {
    const s = createTurnScript();
    s.speak();
    s.apply({ type: 'inputEnded' });
    s.hear('Half a');
    expect(s.took().at(-1)).toMatchObject({ type: 'endTurn', reason: 'input_ended' });
  });
});

describe('the other ways to take the floor', () => {
  it('typed text stops whatever went on', () => {
    const s = createTurnScript();
    const reply = s.reachSpeaking();
    s.apply({ type: 'typed' });
    expect(s.took()).toEqual([
      { type: 'cancelReply', turnId: reply, interrupted: true },
      { type: 'startTyped', turnId: reply + 1 },
    ]);
  });

  it('an announcement waits until nobody has the floor', () => {
    const s = createTurnScript();
    s.speak();
    const busy = s.state;
    s.apply({ type: 'announced' });
    expect(s.state).toBe(busy);
    const free = createTurnScript();
    free.apply({ type: 'announced' });
    expect(free.took()).toEqual([{ type: 'startAnnouncement', turnId: 1 }]);
  });

  it('a failure stops everything and nothing follows it', () => {
    const s = createTurnScript();
    s.reachSpeaking();
    s.apply({ type: 'failed', fault: faultOf('internal') });
    expect(commandTypes(s.took())).toEqual(['cancelReply']);
    const failed = s.state;
    s.speak();
    expect(s.state).toBe(failed);
  });
});

describe('every state and every event', () => {
  const arbitraryEvent: fc.Arbitrary<TurnEvent> = fc.oneof(
    fc
      .record({
        vad: fc.constantFrom('none', 'rise', 'start', 'cancel', 'stop', 'resume'),
        isSpeech: fc.boolean(),
        speechMs: fc.integer({ min: 0, max: 40_000 }),
        silenceMs: fc.integer({ min: 0, max: 5_000 }),
        atSamples: fc.integer({ min: 0, max: 1_000_000 }),
      })
      .map((r): TurnEvent => ({ type: 'voice', ...r, speechFromSamples: Math.max(0, r.atSamples - 512) })),
    fc
      .record({
        turnId: fc.integer({ min: 1, max: 6 }),
        pauseId: fc.integer({ min: 1, max: 3 }),
        text: fc.constantFrom('', 'Stop.', 'mm', 'What time is it?'),
      })
      .map(({ text, ...ids }): TurnEvent => ({ type: 'transcribed', ...ids, transcript: said(text) })),
    fc
      .record({ turnId: fc.integer({ min: 1, max: 6 }), pauseId: fc.integer({ min: 1, max: 3 }) })
      .map((ids): TurnEvent => ({ type: 'scored', ...ids, score: { atSilenceMs: 64, probability: 0.9 } })),
    fc
      .integer({ min: 1, max: 6 })
      .chain((turnId) =>
        fc.constantFrom<TurnEvent>(
          { type: 'transcribeFailed', turnId, pauseId: 1, fault: faultOf('model_failed') },
          { type: 'partial', turnId, text: 'hello there', stable: 'hello', own: turnId % 2 === 0 },
          { type: 'replyStarted', turnId },
          { type: 'replyEnded', turnId },
        ),
      ),
    fc.constantFrom<TurnEvent>(
      { type: 'holdPressed', atSamples: 0 },
      { type: 'holdReleased' },
      { type: 'clicked', atSamples: 0 },
      { type: 'called', fromSamples: 0, phraseEndSamples: 99 },
      { type: 'dictationBegan' },
      { type: 'dictationDone', turnId: 2 },
      { type: 'earsClosed' },
      { type: 'typed' },
      { type: 'announced' },
      { type: 'stopRequested' },
      { type: 'inputEnded' },
    ),
  );

  it('keeps the rules of the floor', () => {
    fc.assert(
      fc.property(fc.array(arbitraryEvent, { maxLength: 60 }), (events) => {
        let state: TurnState = initialTurnState;
        const began = new Set<number>();
        const ended = new Set<number>();
        let ducked = false;
        for (const event of events) {
          const step = stepTurn(state, event, tuning);
          expect(step.state.nextTurnId).toBeGreaterThanOrEqual(state.nextTurnId);
          for (const command of step.commands) {
            if (command.type === 'beginUtterance' || command.type.startsWith('start')) {
              expect(began.has(command.turnId)).toBe(false);
              began.add(command.turnId);
            }
            if (command.type === 'endTurn') {
              expect(ended.has(command.turnId)).toBe(false);
              expect(began.has(command.turnId)).toBe(true);
              ended.add(command.turnId);
            }
            if (command.type === 'duck') ducked = true;
            if (command.type === 'unduck' || command.type === 'cancelReply') ducked = false;
          }
          state = step.state;
          expect(ducked).toBe(state.phase === 'interrupted');
        }
        // whatever happened, one stop frees the floor
        expect(stepTurn(state, { type: 'stopRequested' }, tuning).state.phase).toBe('idle');
      }),
      { numRuns: 2_000 },
    );
  });
});
