/**
 * What a conversation is doing, as windows show it: facts of the session and wishes of the user in, one phase and the
 * turn in progress out. Pure; an event that changes nothing returns the same model.
 */
import type { LiveTurn, TalkPhase, TalkState } from '../../contract/desk-views.ts';
import type { AttentionReason, SessionEvent } from '../../contract/events.ts';
import type { Settings } from '../../contract/settings.ts';

export interface TalkModel {
  readonly talk: TalkState;
  readonly live: LiveTurn | null;
  readonly facts: TalkFacts;
}

/** What the phase follows from. */
export interface TalkFacts {
  readonly session: 'starting' | 'open' | 'failed';
  readonly ears: 'hearing' | 'silent' | 'lost' | 'muted';
  /** Why the ears are open although nobody speaks yet; null while they are not. */
  readonly awake: AttentionReason | null;
  /** What is being said to Parley. */
  readonly utterance: LiveTurn | null;
  /** What is being answered. */
  readonly reply: LiveTurn | null;
  /** Typed, and its turn has not shown up yet. */
  readonly typed: string | null;
  /** Text of a turn that goes on under another id. */
  readonly carried: { readonly turnId: number; readonly text: string } | null;
}

const emptyTurn = (turnId: number, sessionId: string): LiveTurn => ({
  turnId,
  sessionId,
  stage: 'hearing',
  text: '',
  stable: '',
  isFinal: false,
  replyText: '',
});

export function initialTalk({ talk }: Pick<Settings, 'talk'>): TalkModel {
  return {
    talk: { phase: 'starting', muted: talk.muted, mode: talk.mode, held: false, dictating: false },
    live: null,
    facts: {
      session: 'starting',
      ears: 'hearing',
      awake: null,
      utterance: null,
      reply: null,
      typed: null,
      carried: null,
    },
  };
}

function phaseOf(talk: Omit<TalkState, 'phase'>, facts: TalkFacts): TalkPhase {
  const { session, ears, utterance, reply, awake, typed } = facts;
  if (session === 'starting') return 'starting';
  if (session === 'failed') return 'fault';
  if (reply?.stage === 'speaking') return 'speaking';
  if (utterance || talk.dictating) return 'listening';
  if (reply || typed !== null) return 'thinking';
  if (talk.muted || ears === 'muted') return 'muted';
  if (ears === 'lost') return 'fault';
  if (talk.held) return 'listening';
  // after a reply the next words need no phrase, but nobody has been called
  const called = awake === 'key' || awake === 'phrase';
  if (talk.mode !== 'handsFree' && called) return 'listening';
  return talk.mode === 'wake' && awake === null ? 'asleep' : 'ready';
}

/** While a reply is heard it is what a window shows, also when somebody speaks over it: that may be a cough. */
function liveOf({ reply, utterance, typed }: TalkFacts): LiveTurn | null {
  if (reply?.stage === 'speaking') return reply;
  if (utterance) return utterance;
  if (reply) return reply;
  if (typed === null) return null;
  return { ...emptyTurn(0, ''), stage: 'thinking', text: typed, stable: typed, isFinal: true };
}

function make(
  before: TalkModel,
  talkPatch: Partial<Omit<TalkState, 'phase'>>,
  factsPatch: Partial<TalkFacts>,
): TalkModel {
  const facts = { ...before.facts, ...factsPatch };
  const wishes = { ...before.talk, ...talkPatch };
  const talk = { ...wishes, phase: phaseOf(wishes, facts) };
  const sameTalk = (Object.keys(talk) as (keyof TalkState)[]).every((key) => talk[key] === before.talk[key]);
  const live = liveOf(facts);
  const sameLive = live === before.live || (live?.turnId === 0 && live.text === before.live?.text);
  return { talk: sameTalk ? before.talk : talk, live: sameLive ? before.live : live, facts };
}

const withFacts = (model: TalkModel, patch: Partial<TalkFacts>) => make(model, {}, patch);

/** The reply of a turn, which may be one that was typed or one that nobody asked for (an alarm). */
function replyOf({ facts }: TalkModel, turnId: number, sessionId: string): LiveTurn {
  if (facts.reply?.turnId === turnId) return facts.reply;
  const text = facts.typed ?? '';
  return { ...emptyTurn(turnId, sessionId), stage: 'thinking', text, stable: text, isFinal: true };
}

function onSpeechStart(model: TalkModel, event: Extract<SessionEvent, { type: 'speechStart' }>): TalkModel {
  const { facts } = model;
  const { turn_id, session_id } = event;
  let text = '';
  let { reply } = facts;
  if (event.extends !== undefined) {
    if (facts.carried?.turnId === event.extends) text = facts.carried.text;
    if (reply?.turnId === event.extends) {
      text = reply.text;
      reply = null;
    }
  }
  return withFacts(model, { reply, carried: null, utterance: { ...emptyTurn(turn_id, session_id), text } });
}

function onDiscarded(model: TalkModel, event: Extract<SessionEvent, { type: 'turnDiscarded' }>): TalkModel {
  const { utterance, reply } = model.facts;
  const gone = [utterance, reply].find((turn) => turn?.turnId === event.turn_id);
  if (!gone) return model;
  const extended = event.reason === 'extended';
  const facts = {
    utterance: utterance === gone ? null : utterance,
    reply: reply === gone ? null : reply,
    carried: extended ? { turnId: gone.turnId, text: gone.text } : null,
  };
  return make(model, !extended && utterance === gone ? { held: false } : {}, facts);
}

/** The model after `event` of its own session. */
export function reduceTalk(model: TalkModel, event: SessionEvent): TalkModel {
  const { facts } = model;
  const { utterance, reply } = facts;
  switch (event.type) {
    case 'sessionStarted':
      return make(
        model,
        { held: false, dictating: false },
        { ...initialTalk({ talk: model.talk }).facts, session: 'open' },
      );
    case 'sessionEnded':
      return make(
        model,
        { held: false, dictating: false },
        {
          ...initialTalk({ talk: model.talk }).facts,
          session: event.reason === 'failed' ? 'failed' : 'starting',
        },
      );
    case 'captureState':
      return event.state === facts.ears ? model : withFacts(model, { ears: event.state });
    case 'attention':
      return make(model, event.awake ? {} : { held: false }, { awake: event.awake ? event.reason : null });
    case 'speechStart':
      return onSpeechStart(model, event);
    case 'partialTranscription':
      if (utterance?.turnId !== event.turn_id) return model;
      return withFacts(model, { utterance: { ...utterance, text: event.text, stable: event.stable } });
    case 'finalTranscription': {
      if (utterance?.turnId !== event.turn_id) return model;
      const { text } = event;
      return withFacts(model, { utterance: { ...utterance, text, stable: text, isFinal: true } });
    }
    case 'turnEnd':
      if (utterance?.turnId !== event.turn_id) return model;
      return make(
        model,
        { held: false },
        { utterance: null, reply: { ...utterance, stage: 'thinking', isFinal: true } },
      );
    case 'turnDiscarded':
      return onDiscarded(model, event);
    case 'replyText': {
      const now = replyOf(model, event.turn_id, event.session_id);
      const replyText = 'delta' in event ? now.replyText + event.delta : event.text;
      if (now === reply && replyText === reply.replyText) return model;
      return withFacts(model, { typed: null, reply: { ...now, replyText } });
    }
    case 'replyAudio': {
      const now = replyOf(model, event.turn_id, event.session_id);
      if (now.stage === 'speaking') return model;
      return withFacts(model, { typed: null, reply: { ...now, stage: 'speaking' } });
    }
    case 'replyEnd':
      return reply?.turnId === event.turn_id ? withFacts(model, { reply: null }) : model;
    case 'dictationEnded':
      return make(model, { dictating: false }, {});
    case 'error':
      // the microphone is closed: what was asked for did not begin
      return event.code === 'mic_off' ? make(model, { held: false, dictating: false }, {}) : model;
    default:
      return model;
  }
}

/** What the user wished or set, told by the desk rather than by the session. */
export function withWish(
  model: TalkModel,
  wish: Partial<Pick<TalkState, 'held' | 'dictating' | 'muted' | 'mode'>>,
): TalkModel {
  return make(model, wish, {});
}

/** Text was typed: it is shown as being thought about until its turn shows up. */
export function withTyped(model: TalkModel, text: string | null): TalkModel {
  return withFacts(model, { typed: text });
}
