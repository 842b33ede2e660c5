/** Turn taking, replayed from compact scripts, and over every state and event. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FRAME_MS, FRAME_SAMPLES } from '../../../electron/contract/audio.ts';
import { faultOf } from '../../../electron/contract/errors.ts';
import { initialTurnState, stepTurn } from '../../../electron/engine/turn/turn-machine.ts';
import type {
  TurnCommand,
  TurnEvent,
  TurnState,
  TurnTranscript,
} from '../../../electron/engine/turn/turn-events.ts';
import { turnTuning } from '../../../electron/engine/turn/turn-tuning.ts';
import type { TurnTuning } from '../../../electron/engine/turn/turn-tuning.ts';
import { endpointPresets } from '../../../electron/engine/turn/tuning.ts';

const tuning: TurnTuning = { ...turnTuning, endpoint: endpointPresets.balanced };

const said = (text: string, phantom = false): TurnTranscript => ({
  text,
  words: [],
  language: 'en',
  confidence: 0.9,
  phantom,
});

/** A conversation on paper: frames advance time, everything else is as told. */
function createScript(start: TurnState = initialTurnState) {
  let state = start;
  let at = 0;
  let speechMs = 0;
  let silenceMs = 0;
  let from = 0;
  const log: TurnCommand[] = [];
  const apply = (event: TurnEvent) => {
    const step = stepTurn(state, event, tuning);
    state = step.state;
    log.push(...step.commands);
    return step;
  };
  const frame = (vad: Extract<TurnEvent, { type: 'voice' }>['vad'], isSpeech: boolean) => {
    at += FRAME_SAMPLES;
    if (vad === 'rise') {
      from = at - FRAME_SAMPLES;
      speechMs = 0;
    }
    speechMs = isSpeech ? speechMs + silenceMs + FRAME_MS : speechMs;
    silenceMs = isSpeech ? 0 : silenceMs + FRAME_MS;
    apply({ type: 'voice', vad, isSpeech, speechMs, silenceMs, atSamples: at, speechFromSamples: from });
  };
  const script = {
    apply,
    get state() {
      return state;
    },
    /** Commands since the last call. */
    took: () => log.splice(0),
    rise: () => frame('rise', true),
    speak(ms = 320) {
      frame('rise', true);
      frame('none', true);
      frame('start', true);
      for (let t = 3 * FRAME_MS; t < ms; t += FRAME_MS) frame('none', true);
    },
    goOn(ms: number) {
      for (let t = 0; t < ms; t += FRAME_MS) frame('none', true);
    },
    pause(ms: number) {
      frame('stop', false);
      for (let t = FRAME_MS; t < ms; t += FRAME_MS) frame('none', false);
    },
    quiet(ms: number) {
      for (let t = 0; t < ms; t += FRAME_MS) frame('none', false);
    },
    resume: () => frame('resume', true),
    cancelRise: () => frame('cancel', false),
    pauseId: () => ('pause' in state && state.pause ? state.pause.id : 0),
    turnId: () => ('utterance' in state && state.utterance ? state.utterance.turnId : 0),
    hear(text: string, phantom = false) {
      apply({
        type: 'transcribed',
        turnId: script.turnId(),
        pauseId: script.pauseId(),
        transcript: said(text, phantom),
      });
    },
    score(probability: number) {
      const ids = { turnId: script.turnId(), pauseId: script.pauseId() };
      apply({ type: 'scored', ...ids, score: { atSilenceMs: silenceMs, probability } });
    },
    /** Up to the point where the reply to `text` is heard. */
    reachSpeaking(text = 'What time is it?') {
      script.speak();
      script.pause(64);
      script.hear(text);
      script.score(0.99);
      const replying = state.phase === 'thinking' ? state.turnId : -1;
      apply({ type: 'replyStarted', turnId: replying });
      script.took();
      return replying;
    },
  };
  return script;
}

const types = (commands: readonly TurnCommand[]) => commands.map((command) => command.type);

describe('a turn', () => {
  it('begins with confirmed speech, asks at the first pause and ends when the evidence agrees', () => {
    const s = createScript();
    s.rise();
    expect(s.state.phase).toBe('idle');
    s.cancelRise();
    s.speak();
    expect(s.took()).toEqual([
      { type: 'beginUtterance', turnId: 1, fromSamples: 2 * 512, extendsTurnId: null },
    ]);
    s.pause(64);
    expect(types(s.took())).toEqual(['transcribe', 'askTurn']);
    s.hear('What time is it?');
    s.score(0.99);
    const [end] = s.took();
    expect(end).toMatchObject({ type: 'endTurn', turnId: 1, reason: 'policy' });
    expect(s.state.phase).toBe('thinking');
  });

  it('goes on when speech resumes, and forgets what was asked in the pause', () => {
    const s = createScript();
    s.speak();
    s.pause(64);
    s.took();
    const stale = { turnId: s.turnId(), pauseId: s.pauseId() };
    s.resume();
    expect(types(s.took())).toEqual(['dropPause']);
    expect(s.state.phase).toBe('listening');
    const before = s.state;
    s.apply({ type: 'transcribed', ...stale, transcript: said('What') });
    s.apply({ type: 'scored', ...stale, score: { atSilenceMs: 64, probability: 1 } });
    expect(s.state).toBe(before);
  });

  it('waits for the text however long the silence is', () => {
    const s = createScript();
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
      const s = createScript();
      s.speak();
      s.pause(64);
      s.hear(text, phantom);
      s.quiet(3_200);
      expect(s.took().at(-1)).toEqual({ type: 'discardTurn', turnId: 1, reason });
      expect(s.state.phase).toBe('idle');
    }
  });

  it('that cannot be transcribed is discarded with the fault', () => {
    const s = createScript();
    s.speak();
    s.pause(64);
    s.apply({ type: 'transcribeFailed', turnId: 1, pauseId: 1, fault: faultOf('model_failed') });
    expect(s.took().at(-1)).toMatchObject({ type: 'discardTurn', fault: { code: 'model_failed' } });
    expect(s.state.phase).toBe('idle');
  });

  it('is cut at its longest, as a fact, and speech after it is a turn of its own', () => {
    const s = createScript();
    s.speak();
    s.goOn(30_000);
    expect(types(s.took())).toEqual(['beginUtterance', 'transcribe']);
    s.hear('a very long story');
    expect(s.took().at(-1)).toMatchObject({ type: 'endTurn', reason: 'too_long' });
    s.speak();
    expect(types(s.took())).toEqual(['cancelReply', 'beginUtterance']);
  });

  it('is extended by speech before any of the reply was heard', () => {
    const s = createScript();
    s.speak();
    s.pause(64);
    s.hear('What time is it?');
    s.score(0.99);
    s.took();
    s.speak();
    expect(s.took()).toEqual([
      { type: 'cancelReply', turnId: 1, interrupted: false },
      { type: 'discardTurn', turnId: 1, reason: 'extended' },
      { type: 'beginUtterance', turnId: 2, fromSamples: 0, extendsTurnId: 1 },
    ]);
  });

  it('that is held ignores silence and ends 200 ms after the key is released', () => {
    const s = createScript();
    s.apply({ type: 'holdPressed', atSamples: 0 });
    expect(types(s.took())).toEqual(['beginUtterance']);
    s.speak();
    s.pause(4_000);
    expect(s.state.phase).toBe('listening');
    s.apply({ type: 'holdReleased' });
    s.quiet(160);
    expect(types(s.took())).toEqual([]);
    s.quiet(64);
    expect(types(s.took())).toEqual(['transcribe']);
    s.hear('Hello');
    expect(s.took()).toMatchObject([{ type: 'endTurn', reason: 'released' }]);
  });

  it('ends with the input', () => {
    const s = createScript();
    s.speak();
    s.apply({ type: 'inputEnded' });
    s.hear('Half a');
    expect(s.took().at(-1)).toMatchObject({ type: 'endTurn', reason: 'input_ended' });
  });
});

describe('speech during a reply', () => {
  it('ducks at its first frame and un-ducks when it was nothing', () => {
    const s = createScript();
    const reply = s.reachSpeaking();
    s.rise();
    expect(s.took()).toEqual([{ type: 'duck', turnId: reply }]);
    s.cancelRise();
    expect(s.took()).toEqual([{ type: 'unduck', turnId: reply }]);
    expect(s.state.phase).toBe('speaking');
  });

  it.each(['Mm-hm.', 'Yeah.', 'Okay, right.', '', 'Uh-huh'])('lets the reply go on after "%s"', (text) => {
    const s = createScript();
    const reply = s.reachSpeaking();
    s.speak(256);
    s.pause(64);
    s.hear(text);
    expect(types(s.took())).toEqual(['duck', 'beginUtterance', 'transcribe', 'discardTurn', 'unduck']);
    expect(s.state).toMatchObject({ phase: 'speaking', turnId: reply });
  });

  it('interrupts when it lasts', () => {
    const s = createScript();
    const reply = s.reachSpeaking();
    s.speak(turnTuning.interruptLastsMs + FRAME_MS);
    expect(s.took()).toContainEqual({ type: 'cancelReply', turnId: reply, interrupted: true });
    expect(s.state.phase).toBe('listening');
  });

  it('interrupts early when a partial text says more than a listening sound', () => {
    const s = createScript();
    const reply = s.reachSpeaking();
    s.speak(320);
    s.apply({ type: 'partial', turnId: s.turnId(), text: 'Mm' });
    expect(s.state.phase).toBe('interrupted');
    s.apply({ type: 'partial', turnId: s.turnId(), text: 'No, wait' });
    expect(s.took()).toContainEqual({ type: 'cancelReply', turnId: reply, interrupted: true });
  });

  it('interrupts with a short command and answers it', () => {
    const s = createScript();
    s.reachSpeaking();
    s.speak(256);
    s.pause(64);
    s.hear('Stop.');
    expect(types(s.took())).toContain('cancelReply');
    s.score(0.99);
    s.quiet(640);
    expect(s.took().at(-1)).toMatchObject({ type: 'endTurn', transcript: { text: 'Stop.' } });
  });

  it('becomes the next turn when the reply ends meanwhile', () => {
    const s = createScript();
    const reply = s.reachSpeaking();
    s.speak(256);
    s.apply({ type: 'replyEnded', turnId: reply });
    expect(s.state.phase).toBe('listening');
    expect(types(s.took())).not.toContain('cancelReply');
  });

  it('is ignored when interruptions are off', () => {
    const s = createScript();
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

describe('the other ways to take the floor', () => {
  it('typed text stops whatever went on', () => {
    const s = createScript();
    const reply = s.reachSpeaking();
    s.apply({ type: 'typed' });
    expect(s.took()).toEqual([
      { type: 'cancelReply', turnId: reply, interrupted: true },
      { type: 'startTyped', turnId: reply + 1 },
    ]);
  });

  it('an announcement waits until nobody has the floor', () => {
    const s = createScript();
    s.speak();
    const busy = s.state;
    s.apply({ type: 'announced' });
    expect(s.state).toBe(busy);
    const free = createScript();
    free.apply({ type: 'announced' });
    expect(free.took()).toEqual([{ type: 'startAnnouncement', turnId: 1 }]);
  });

  it('a failure stops everything and nothing follows it', () => {
    const s = createScript();
    s.reachSpeaking();
    s.apply({ type: 'failed', fault: faultOf('internal') });
    expect(types(s.took())).toEqual(['cancelReply']);
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
      .map((r) => ({ type: 'voice', ...r, speechFromSamples: Math.max(0, r.atSamples - 512) }) as TurnEvent),
    fc
      .record({
        turnId: fc.integer({ min: 1, max: 6 }),
        pauseId: fc.integer({ min: 1, max: 3 }),
        text: fc.constantFrom('', 'Stop.', 'mm', 'What time is it?'),
      })
      .map(({ text, ...ids }) => ({ type: 'transcribed', ...ids, transcript: said(text) }) as TurnEvent),
    fc
      .record({ turnId: fc.integer({ min: 1, max: 6 }), pauseId: fc.integer({ min: 1, max: 3 }) })
      .map((ids) => ({ type: 'scored', ...ids, score: { atSilenceMs: 64, probability: 0.9 } }) as TurnEvent),
    fc
      .integer({ min: 1, max: 6 })
      .chain((turnId) =>
        fc.constantFrom<TurnEvent>(
          { type: 'transcribeFailed', turnId, pauseId: 1, fault: faultOf('model_failed') },
          { type: 'partial', turnId, text: 'hello there' },
          { type: 'replyStarted', turnId },
          { type: 'replyEnded', turnId },
        ),
      ),
    fc.constantFrom<TurnEvent>(
      { type: 'holdPressed', atSamples: 0 },
      { type: 'holdReleased' },
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
