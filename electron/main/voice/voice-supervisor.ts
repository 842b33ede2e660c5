/**
 * When the voice process is started, started again and given up. A pure reducer: time arrives with the events, what
 * is to be done is answered as commands. Owns no process and no timer.
 */
import { assertNever } from '../../contract/assert-never.ts';
import type { Ms } from '../../contract/audio.ts';
import { faultOf } from '../../contract/errors.ts';
import type { Fault } from '../../contract/errors.ts';
import type { Settings } from '../../contract/settings.ts';
import { voiceTuning } from './tuning.ts';

export type VoiceHostKind = Settings['host'];

interface Kept {
  readonly host: VoiceHostKind;
  /** When it ended without being asked, oldest first; only those that still count. */
  readonly crashes: readonly Ms[];
  /** What the user is told about it now. */
  readonly fault: Fault | null;
}

export type VoiceState = Kept &
  (
    | { readonly kind: 'idle' }
    /** `again`: it ran before. */
    | { readonly kind: 'starting'; readonly again: boolean }
    | { readonly kind: 'running' }
    /** For the moment to start it again. */
    | { readonly kind: 'waiting' }
    /** Asked to end: to be started again, because it cannot be used, or because the app ends. */
    | { readonly kind: 'ending'; readonly then: 'start' | 'stop' | 'end' }
    | { readonly kind: 'stopped' }
    | { readonly kind: 'ended' }
  );

export type VoiceEvent =
  | { readonly type: 'startAsked' }
  /** It answered that it can be talked to. */
  | { readonly type: 'ready' }
  /** It answered that it cannot start; the same would happen again. */
  | { readonly type: 'refused'; readonly fault: Fault }
  | { readonly type: 'exited'; readonly at: Ms }
  | { readonly type: 'waited' }
  | { readonly type: 'shutdownTookTooLong' }
  | { readonly type: 'restartAsked' }
  /** To be ended until `restartAsked`: its files are to be moved. */
  | { readonly type: 'pauseAsked' }
  | { readonly type: 'hostChosen'; readonly host: VoiceHostKind }
  /** A turn began: what was told about a restart is no news any more. */
  | { readonly type: 'turnBegun' }
  | { readonly type: 'endAsked' };

export type VoiceCommand =
  | { readonly type: 'start'; readonly host: VoiceHostKind }
  | { readonly type: 'wait'; readonly ms: Ms }
  /** Ask it to end; `limitMs` later `shutdownTookTooLong`. */
  | { readonly type: 'shutdown'; readonly limitMs: Ms }
  | { readonly type: 'kill' }
  /** Nothing runs any more and nothing will. */
  | { readonly type: 'done' };

export interface VoiceStep {
  readonly state: VoiceState;
  readonly commands: readonly VoiceCommand[];
}

const keptOf = ({ host, crashes, fault }: VoiceState): Kept => ({ host, crashes, fault });
const stay = (state: VoiceState): VoiceStep => ({ state, commands: [] });

export function initialVoiceState(host: VoiceHostKind): VoiceState {
  return { kind: 'idle', host, crashes: [], fault: null };
}

const begin = (state: VoiceState, again: boolean): VoiceStep => ({
  state: { ...keptOf(state), kind: 'starting', again },
  commands: [{ type: 'start', host: state.host }],
});

const endThen = (state: VoiceState, then: 'start' | 'stop' | 'end'): VoiceStep => ({
  state: { ...keptOf(state), kind: 'ending', then },
  commands: [{ type: 'shutdown', limitMs: voiceTuning.shutdownLimitMs }],
});

const finish = (state: VoiceState): VoiceStep => ({
  state: { ...keptOf(state), kind: 'ended' },
  commands: [{ type: 'done' }],
});

/** The same state object when the event changes nothing. */
export function stepVoice(state: VoiceState, event: VoiceEvent): VoiceStep {
  switch (event.type) {
    case 'startAsked':
      return state.kind === 'idle' ? begin(state, false) : stay(state);
    case 'ready':
      return state.kind === 'starting' ? stay({ ...keptOf(state), kind: 'running' }) : stay(state);
    case 'refused':
      return state.kind === 'starting' ? endThen({ ...state, fault: event.fault }, 'stop') : stay(state);
    case 'exited':
      return onExit(state, event.at);
    case 'waited':
      return state.kind === 'waiting' ? begin(state, true) : stay(state);
    case 'shutdownTookTooLong':
      return state.kind === 'ending' ? { state, commands: [{ type: 'kill' }] } : stay(state);
    case 'restartAsked':
      return onRestart({ ...state, crashes: [], fault: null });
    case 'pauseAsked':
      return onPause(state);
    case 'hostChosen':
      return event.host === state.host ? stay(state) : onHost({ ...state, host: event.host });
    case 'turnBegun':
      return state.fault?.code === 'voice_restarted' ? stay({ ...state, fault: null }) : stay(state);
    case 'endAsked':
      return onEnd(state);
    default:
      return assertNever(event);
  }
}

function onExit(state: VoiceState, at: Ms): VoiceStep {
  switch (state.kind) {
    case 'ending':
      if (state.then === 'start') return begin(state, true);
      return state.then === 'end' ? finish(state) : stay({ ...keptOf(state), kind: 'stopped' });
    case 'starting':
    case 'running': {
      const crashes = [...state.crashes.filter((crash) => at - crash < voiceTuning.crashWindowMs), at];
      if (crashes.length >= voiceTuning.crashesAllowed) {
        return stay({ host: state.host, crashes, kind: 'stopped', fault: faultOf('voice_stopped') });
      }
      return {
        state: { host: state.host, crashes, kind: 'waiting', fault: faultOf('voice_restarted') },
        commands: [{ type: 'wait', ms: voiceTuning.restartDelayMs }],
      };
    }
    default:
      return stay(state);
  }
}

function onRestart(state: VoiceState): VoiceStep {
  switch (state.kind) {
    case 'stopped':
    case 'waiting':
      return begin(state, true);
    case 'starting':
    case 'running':
      return endThen(state, 'start');
    case 'ending':
      return state.then === 'stop' ? stay({ ...state, then: 'start' }) : stay(state);
    default:
      return stay(state);
  }
}

function onPause(state: VoiceState): VoiceStep {
  switch (state.kind) {
    case 'starting':
    case 'running':
      return endThen(state, 'stop');
    case 'ending':
      return state.then === 'start' ? stay({ ...state, then: 'stop' }) : stay(state);
    case 'idle':
    case 'waiting':
      return stay({ ...keptOf(state), kind: 'stopped' });
    default:
      return stay(state);
  }
}

function onHost(state: VoiceState): VoiceStep {
  switch (state.kind) {
    case 'starting':
    case 'running':
      return endThen(state, 'start');
    // someone who was told to start it again, or waits for it, gets the host now chosen
    default:
      return stay(state);
  }
}

function onEnd(state: VoiceState): VoiceStep {
  switch (state.kind) {
    case 'starting':
    case 'running':
      return endThen(state, 'end');
    case 'ending':
      return stay({ ...state, then: 'end' });
    case 'ended':
      return { state, commands: [{ type: 'done' }] };
    default:
      return finish(state);
  }
}

/** As windows are told. */
export function voiceViewOf(state: VoiceState): {
  host: VoiceHostKind;
  state: 'starting' | 'running' | 'restarting' | 'stopped';
  fault: Fault | null;
} {
  const { host, fault } = state;
  switch (state.kind) {
    case 'idle':
      return { host, fault, state: 'starting' };
    case 'starting':
      return { host, fault, state: state.again ? 'restarting' : 'starting' };
    case 'waiting':
      return { host, fault, state: 'restarting' };
    case 'ending':
      return { host, fault, state: state.then === 'start' ? 'restarting' : 'stopped' };
    case 'running':
      return { host, fault, state: 'running' };
    case 'stopped':
    case 'ended':
      return { host, fault, state: 'stopped' };
    default:
      return assertNever(state);
  }
}
