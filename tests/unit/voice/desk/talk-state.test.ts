import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SessionEventBody } from '../../../../electron/contract/events.ts';
import { initialTalk, reduceTalk, withTyped, withWish } from '../../../../electron/voice/desk/talk-state.ts';
import type { TalkModel } from '../../../../electron/voice/desk/talk-state.ts';

type Mode = 'hold' | 'handsFree' | 'wake';
type Short =
  SessionEventBody | { held: boolean } | { typed: string } | { muted: boolean } | { dictating: boolean };

const started: SessionEventBody = { type: 'sessionStarted', source: 'm', sink: 's', engine: 'e' };
const speech = (turn_id: number, extending?: number): SessionEventBody => ({
  type: 'speechStart',
  turn_id,
  at: 0,
  ...(extending === undefined ? {} : { extends: extending }),
});
const partial = (turn_id: number, text: string): SessionEventBody => ({
  type: 'partialTranscription',
  turn_id,
  text,
  stable: '',
});
const final = (turn_id: number, text: string): SessionEventBody => ({
  type: 'finalTranscription',
  turn_id,
  text,
  words: [],
  language: 'en',
  confidence: 1,
  start: 0,
  end: 1,
  speculative: false,
});
const ended = (turn_id: number): SessionEventBody => ({
  type: 'turnEnd',
  turn_id,
  reason: 'policy',
  probability: null,
  silence_ms: 0,
  scores: [],
  text_evidence: 'none',
  waited_for_ms: 0,
});
const discarded = (turn_id: number, reason: 'no_words' | 'extended' | 'backchannel'): SessionEventBody => ({
  type: 'turnDiscarded',
  turn_id,
  reason,
});
const says = (turn_id: number, delta: string): SessionEventBody => ({ type: 'replyText', turn_id, delta });
const sounds = (turn_id: number): SessionEventBody => ({
  type: 'replyAudio',
  turn_id,
  sample_rate: 22_050,
  channels: 1,
  format: 's16le',
  bytes: 2,
});
const over = (turn_id: number): SessionEventBody => ({
  type: 'replyEnd',
  turn_id,
  heard_text: '',
  complete: true,
});
const ears = (state: 'hearing' | 'silent' | 'lost' | 'muted'): SessionEventBody => ({
  type: 'captureState',
  state,
});
const attention = (
  awake: boolean,
  reason: 'phrase' | 'key' | 'follow_up' | 'timeout' | 'mode',
): SessionEventBody => ({
  type: 'attention',
  awake,
  reason,
});

function step(model: TalkModel, short: Short): TalkModel {
  if ('held' in short) return withWish(model, { held: short.held });
  if ('muted' in short) return withWish(model, { muted: short.muted });
  if ('dictating' in short) return withWish(model, { dictating: short.dictating });
  if ('typed' in short) return withTyped(model, short.typed);
  return reduceTalk(model, { ...short, session_id: 's', timestamp: 0 });
}

const run = (mode: Mode, ...events: Short[]) =>
  events.reduce(step, initialTalk({ talk: { mode, muted: false } }));

/** Phase and live text after each row of events. */
const rows: readonly [name: string, mode: Mode, events: Short[], phase: string, live: string | null][] = [
  ['nothing yet', 'hold', [], 'starting', null],
  ['open', 'hold', [started], 'ready', null],
  ['the key is down before a frame came', 'hold', [started, { held: true }], 'listening', null],
  ['hearing', 'hold', [started, speech(1)], 'listening', ''],
  ['words arrive', 'hold', [started, speech(1), partial(1, 'what')], 'listening', 'what'],
  ['words of another turn do not', 'hold', [started, speech(2), partial(1, 'old')], 'listening', ''],
  ['final', 'hold', [started, speech(1), final(1, 'What now?')], 'listening', 'What now?'],
  ['thinking', 'hold', [started, speech(1), final(1, 'What now?'), ended(1)], 'thinking', 'What now?'],
  ['speaking', 'hold', [started, speech(1), ended(1), says(1, 'It is'), sounds(1)], 'speaking', ''],
  ['done', 'hold', [started, speech(1), ended(1), sounds(1), over(1)], 'ready', null],
  [
    'the end of another turn is not this one\u2019s',
    'hold',
    [started, speech(2), ended(2), over(1)],
    'thinking',
    '',
  ],
  ['a noise', 'hold', [started, speech(1), discarded(1, 'no_words')], 'ready', null],
  ['typed', 'hold', [started, { typed: 'hello' }], 'thinking', 'hello'],
  ['typed and answered', 'hold', [started, { typed: 'hello' }, says(4, 'Hi')], 'thinking', 'hello'],
  ['typed and spoken', 'hold', [started, { typed: 'hello' }, says(4, 'Hi'), sounds(4)], 'speaking', 'hello'],
  ['an alarm', 'hold', [started, says(9, 'Your timer is done.'), sounds(9)], 'speaking', ''],
  [
    'a cough over a reply shows the reply',
    'handsFree',
    [started, speech(1), final(1, 'q'), ended(1), sounds(1), speech(2), partial(2, 'hm')],
    'speaking',
    'q',
  ],
  [
    'a cough goes, the reply stays',
    'handsFree',
    [started, speech(1), final(1, 'q'), ended(1), sounds(1), speech(2), discarded(2, 'backchannel')],
    'speaking',
    'q',
  ],
  [
    'an interruption takes the floor',
    'handsFree',
    [started, speech(1), ended(1), sounds(1), speech(2), partial(2, 'stop'), over(1)],
    'listening',
    'stop',
  ],
  [
    'a turn that goes on keeps its text, discarded before',
    'handsFree',
    [started, speech(1), final(1, 'set a timer'), ended(1), discarded(1, 'extended'), speech(2, 1)],
    'listening',
    'set a timer',
  ],
  [
    'a turn that goes on keeps its text, discarded after',
    'handsFree',
    [started, speech(1), final(1, 'set a timer'), ended(1), speech(2, 1), discarded(1, 'extended')],
    'listening',
    'set a timer',
  ],
  ['muted', 'handsFree', [started, { muted: true }, ears('muted')], 'muted', null],
  ['muted while it speaks', 'hold', [started, says(1, 'a'), sounds(1), { muted: true }], 'speaking', ''],
  ['the microphone is lost', 'hold', [started, ears('lost')], 'fault', null],
  ['lost, but typed to', 'hold', [started, ears('lost'), { typed: 'x' }], 'thinking', 'x'],
  ['back again', 'hold', [started, ears('lost'), ears('hearing')], 'ready', null],
  ['silent is not lost', 'hold', [started, ears('silent')], 'ready', null],
  ['asleep', 'wake', [started, attention(false, 'mode')], 'asleep', null],
  ['called', 'wake', [started, attention(true, 'phrase')], 'listening', null],
  ['nobody spoke', 'wake', [started, attention(true, 'phrase'), attention(false, 'timeout')], 'asleep', null],
  ['after a reply', 'wake', [started, attention(true, 'follow_up')], 'ready', null],
  ['a click in hold mode', 'hold', [started, attention(true, 'key')], 'listening', null],
  ['hands-free is awake anyway', 'handsFree', [started, attention(true, 'mode')], 'ready', null],
  ['dictating', 'hold', [started, { dictating: true }, partial(3, 'not shown')], 'listening', null],
  ['dictated', 'hold', [started, { dictating: true }, { type: 'dictationEnded', turn_id: 3 }], 'ready', null],
  [
    'a session that failed',
    'hold',
    [started, speech(1), { type: 'sessionEnded', reason: 'failed' }],
    'fault',
    null,
  ],
  [
    'a session that moves',
    'hold',
    [started, speech(1), { type: 'sessionEnded', reason: 'closed' }],
    'starting',
    null,
  ],
];

describe('what a conversation is doing', () => {
  it.each(rows)('%s', (_name, mode, events, phase, live) => {
    const model = run(mode, ...events);
    expect(model.talk.phase).toBe(phase);
    expect(model.live?.text ?? null).toBe(live);
  });

  it('collects the reply and forgets what was typed', () => {
    const model = run('hold', started, { typed: 'hello' }, says(4, 'Hi '), says(4, 'there.'));
    expect(model.live).toMatchObject({ turnId: 4, text: 'hello', isFinal: true, replyText: 'Hi there.' });
    const whole = step(model, { type: 'replyText', turn_id: 4, text: 'Hi there!', source: 'x' });
    expect(whole.live?.replyText).toBe('Hi there!');
    expect(step(step(whole, over(4)), says(5, 'Alarm')).live?.text).toBe('');
  });

  it('lets go of the key when its turn ends, is thrown away or could not begin', () => {
    const held = run('hold', started, { held: true }, speech(1));
    expect(step(held, ended(1)).talk.held).toBe(false);
    expect(step(held, discarded(1, 'no_words')).talk.held).toBe(false);
    expect(step(held, discarded(1, 'extended')).talk.held).toBe(true);
    expect(step(held, attention(false, 'timeout')).talk.held).toBe(false);
    const off: SessionEventBody = { type: 'error', code: 'mic_off', message: '', help: '' };
    expect(step(run('hold', started, { held: true }), off).talk).toMatchObject({
      held: false,
      phase: 'ready',
    });
  });

  it('is the same object when nothing a window shows is different', () => {
    const model = run('hold', started, { typed: 'hello' }, says(1, 'Hi'), sounds(1));
    const quiet: SessionEventBody[] = [
      sounds(1),
      { type: 'duck', turn_id: 1, on: true, latency_ms: 1 },
      { type: 'timings', turn_id: 1, stages: {} },
      { type: 'audioDropped', ms: 1, where: 'x' },
      { type: 'alarm', id: 'a', kind: 'timer', label: '', due: 0 },
      partial(7, 'x'),
      over(99),
      ears('hearing'),
    ];
    for (const event of quiet) {
      const next = step(model, event);
      expect(next.talk, event.type).toBe(model.talk);
      expect(next.live, event.type).toBe(model.live);
    }
  });

  it('takes any events in any order, and a session that begins is ready', () => {
    const id = fc.integer({ min: 0, max: 3 });
    const event = fc.oneof(
      id.map((turn) => speech(turn)),
      fc.tuple(id, id).map(([turn, before]) => speech(turn, before)),
      fc.tuple(id, fc.string()).map(([turn, text]) => partial(turn, text)),
      id.map((turn) => final(turn, 'f')),
      id.map(ended),
      fc
        .tuple(id, fc.constantFrom('no_words' as const, 'extended' as const))
        .map(([turn, why]) => discarded(turn, why)),
      id.map((turn) => says(turn, 'd')),
      id.map(sounds),
      id.map(over),
      fc.constantFrom<Short>(
        { held: true },
        { held: false },
        { typed: 't' },
        { dictating: true },
        { muted: true },
      ),
      fc.constantFrom(ears('lost'), ears('hearing'), attention(true, 'phrase'), attention(false, 'timeout')),
    );
    fc.assert(
      fc.property(fc.array(event), (events) => {
        const model = run('hold', started, ...events);
        // somebody is shown exactly when somebody has the floor
        const busy = model.talk.phase === 'thinking' || model.talk.phase === 'speaking';
        if (busy) expect(model.live).not.toBeNull();
        expect(['fault', 'listening', 'muted', 'ready', 'speaking', 'thinking']).toContain(model.talk.phase);
        expect(step(step(model, { muted: false }), started).talk.phase).toBe('ready');
      }),
    );
  });
});
