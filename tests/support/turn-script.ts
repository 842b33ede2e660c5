/** A conversation on paper for tests of turn taking: frames advance time, everything else is as told. */
import { FRAME_MS, FRAME_SAMPLES } from '../../electron/contract/audio.ts';
import { initialTurnState, stepTurn } from '../../electron/engine/turn/turn-machine.ts';
import type {
  TurnCommand,
  TurnEvent,
  TurnState,
  TurnTranscript,
} from '../../electron/engine/turn/turn-events.ts';
import { turnTuning } from '../../electron/engine/turn/turn-tuning.ts';
import type { TurnTuning } from '../../electron/engine/turn/turn-tuning.ts';
import { endpointPresets } from '../../electron/engine/turn/tuning.ts';

export const balancedTuning: TurnTuning = { ...turnTuning, endpoint: endpointPresets.balanced };

export const said = (text: string, phantom = false): TurnTranscript => ({
  text,
  words: [],
  language: 'en',
  confidence: 0.9,
  phantom,
});

export function createTurnScript(start: TurnState = initialTurnState) {
  let state = start;
  let at = 0;
  let speechMs = 0;
  let silenceMs = 0;
  let from = 0;
  const log: TurnCommand[] = [];
  const apply = (event: TurnEvent) => {
    const step = stepTurn(state, event, balancedTuning);
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
    /** Confirms a rise. */
    start: () => frame('start', true),
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

export const commandTypes = (commands: readonly TurnCommand[]) => commands.map((command) => command.type);
