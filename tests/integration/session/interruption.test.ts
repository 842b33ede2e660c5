/** Speaking during a reply, on the virtual clock: who wants the floor gets it, who only coughs or agrees does not. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ENGINE_RATE_HZ, FRAME_SAMPLES, msToSamples } from '../../../electron/contract/audio.ts';
import type { SessionEvent } from '../../../electron/contract/events.ts';
import { defaultSettings } from '../../../electron/contract/settings.ts';
import type { TurnRecord } from '../../../electron/contract/turns.ts';
import { ok } from '../../../electron/contract/errors.ts';
import { createBrain } from '../../../electron/engine/brain/brain.ts';
import type { BrainRequest, Responder } from '../../../electron/engine/brain/brain-port.ts';
import { createFramePacer } from '../../../electron/engine/capture/frame-pacer.ts';
import type { AudioSource } from '../../../electron/engine/capture/source-port.ts';
import { createNullEchoCanceller } from '../../../electron/engine/echo/null-echo-canceller.ts';
import { resampleAll } from '../../../electron/engine/dsp/resampler.ts';
import { createModelLibrary } from '../../../electron/engine/models/model-library.ts';
import { createNullSink } from '../../../electron/engine/playback/null-sink.ts';
import { createCoreScheduler } from '../../../electron/engine/runtime/core-scheduler.ts';
import { silentLogger } from '../../../electron/engine/runtime/logger.ts';
import { createVirtualClock } from '../../../electron/engine/runtime/virtual-clock.ts';
import { openSession } from '../../../electron/engine/session.ts';
import { loadModels } from '../../../electron/engine/session/load-models.ts';
import type { LoadedModels } from '../../../electron/engine/session/load-models.ts';
import { speakText } from '../../../electron/engine/session/speak-to-file.ts';
import type { SttEngine } from '../../../electron/engine/stt/stt-port.ts';
import type { VadModel } from '../../../electron/engine/vad/vad-port.ts';
import { loadFixtureClip } from '../../support/fixture-clip.ts';
import { modelFolder } from '../../support/stt-engines.ts';
import { wordErrors } from '../../support/word-errors.ts';

const LONG_REPLY = [
  'The old lighthouse stands on a rock in the bay.',
  'A keeper lived in it with his family for thirty years.',
  'Every evening he climbed the stairs to light the lamp.',
  'Today a small machine does his work and the rooms are a museum.',
];
const SHORT_REPLY = 'All right.';
/** Room tone: a microphone never gives exact zeros. */
const TONE = 0.0005;

const clock = createVirtualClock();
let models: LoadedModels;
let stt: SttEngine;
let vad: VadModel;
let question: Float32Array;
const agreeing = new Map<string, Float32Array>();
const stop = loadFixtureClip('speech/harvard-spk1-3.wav').samples;

async function say(text: string): Promise<Float32Array> {
  const voice = await models.voice();
  if (!voice.ok) throw new Error(voice.fault.message);
  // the virtual clock stands still unless it is driven
  let made = false;
  const speaking = speakText(voice.value, text, 1, new AbortController().signal).finally(() => (made = true));
  while (!made) await clock.advance(10);
  const sound = await speaking;
  if (!sound.ok) throw new Error(sound.fault.message);
  return resampleAll(sound.value.samples, sound.value.sampleRateHz, ENGINE_RATE_HZ);
}

beforeAll(async () => {
  const need = { hearing: true, voice: true };
  const library = createModelLibrary({ roots: [modelFolder('')] });
  const scheduler = createCoreScheduler(2);
  models = await loadModels({ library, settings: defaultSettings, clock, scheduler, need });
  if (!models.stt.ok || !models.vad.ok) throw new Error('no models');
  stt = models.stt.value;
  vad = models.vad.value;
  question = await say('Tell me about the lighthouse.');
  for (const text of ['Okay.', 'Yeah.']) agreeing.set(text, await say(text));
});
afterAll(() => models.close());

/** A burst of noise as a cough makes it: up in 5 ms, gone in 150. */
function cough(): Float32Array {
  const samples = new Float32Array(msToSamples(300));
  let seed = 17;
  for (let i = 0; i < samples.length; i++) {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    const noise = seed / 1_073_741_824 - 1;
    samples[i] = 0.4 * noise * Math.min(1, i / 80) * Math.exp(-i / msToSamples(50));
  }
  return samples;
}

interface Run {
  readonly events: readonly SessionEvent[];
  readonly records: readonly TurnRecord[];
  readonly requests: readonly BrainRequest[];
  ofType<T extends SessionEvent['type']>(type: T): Extract<SessionEvent, { type: T }>[];
}

/** Asks the question; once the reply has been heard for `afterMs`, plays `second`. Ends when all is quiet. */
async function converse(second: Float32Array, afterMs: number): Promise<Run> {
  const events: SessionEvent[] = [];
  const records: TurnRecord[] = [];
  const requests: BrainRequest[] = [];
  // preparing a reply asks match as well, so requests are counted when they run
  const scripted: Responder = {
    name: 'script',
    match: (request) => ({
      async run(send) {
        requests.push(request);
        for (const [index, text] of (requests.length === 1 ? LONG_REPLY : [SHORT_REPLY]).entries()) {
          await send({ kind: 'delta', text: index === 0 ? text : ` ${text}` });
          if (!(await send({ kind: 'sentence', text }))) return { kind: 'cancelled' };
        }
        return { kind: 'done', source: 'script' };
      },
    }),
  };
  const brain = createBrain({ responders: [scripted], clock });
  let startedAtMs = Infinity;
  const sink = createNullSink({ clock });
  const source: AudioSource = {
    name: 'script',
    async run(output, observer, scope) {
      observer.onCondition({ state: 'hearing' });
      const pacer = createFramePacer(clock, clock, output, scope.signal);
      let played: Float32Array | null = question;
      let at = -msToSamples(300);
      let quietMs = 0;
      let secondBegan = false;
      while (quietMs < 1_500) {
        const frame = new Float32Array(FRAME_SAMPLES);
        for (let i = 0; i < FRAME_SAMPLES; i++) frame[i] = TONE * Math.sin(i * 1.7) + (played?.[at + i] ?? 0);
        if (played) at += FRAME_SAMPLES;
        if (played && at > played.length) played = null;
        if (!(await pacer.send(frame))) break;
        if (!secondBegan && clock.now() > startedAtMs + afterMs) {
          secondBegan = true;
          played = second;
          at = 0;
        }
        quietMs = session.isIdle() && secondBegan && !played ? quietMs + 32 : 0;
        if (clock.now() > startedAtMs + 60_000) throw new Error('the conversation never ends');
      }
      return ok(undefined);
    },
  };
  const session = openSession({
    id: 's-scripted',
    clock,
    log: silentLogger,
    settings: () => defaultSettings,
    hearing: { source, vad, canceller: createNullEchoCanceller(), sourceWaits: true },
    stt,
    turnModel: models.endOfTurn.ok ? models.endOfTurn.value : null,
    brain,
    voice: models.voice,
    sink: {
      ...sink,
      open: (observer) =>
        sink.open({
          ...observer,
          onStarted(turnId, atMs) {
            startedAtMs = Math.min(startedAtMs, atMs);
            observer.onStarted(turnId, atMs);
          },
        }),
    },
    onEvent: (event) => void events.push(event),
    onTurnFinished: (record) => void records.push(record),
  });
  const reason = await session.ended;
  expect(events.filter((event) => event.type === 'error')).toEqual([]);
  expect(reason).toBe('input_ended');
  return {
    events,
    records,
    requests,
    ofType: <T extends SessionEvent['type']>(type: T) =>
      events.filter((event): event is Extract<SessionEvent, { type: T }> => event.type === type),
  };
}

const whole = LONG_REPLY.join(' ');

describe('speech during a reply', () => {
  it('cancels it, keeps what was heard, and becomes the next turn', async () => {
    const { events, records, requests, ofType } = await converse(stop, 3_000);
    const [cut] = ofType('interruption');
    expect(cut).toMatchObject({ turn_id: 1 });
    expect(cut!.latency_ms).toBeGreaterThanOrEqual(0);
    expect(cut!.latency_ms).toBeLessThanOrEqual(150);
    const [first, second] = records;
    expect(first).toMatchObject({ turnId: 1, interrupted: true });
    expect(first!.heardText).toBe(cut!.heard_text);
    expect(first!.heardText.length).toBeGreaterThan(10);
    expect(first!.heardText.length).toBeLessThan(whole.length / 2);
    expect(whole.startsWith(first!.heardText.replace(/\s*$/, ''))).toBe(true);
    expect(ofType('replyEnd')[0]).toMatchObject({ turn_id: 1, complete: false });
    // ducked first, cancelled after, and the new words belong to a turn of their own
    const order = events.map((event) => event.type);
    expect(order.indexOf('duck')).toBeLessThan(order.indexOf('interruption'));
    expect(wordErrors('At that high level the air is pure.', second!.userText).errors).toBeLessThanOrEqual(1);
    expect(second).toMatchObject({ interrupted: false, heardText: SHORT_REPLY });
    // the brain is told what was heard, not what was written
    expect(requests[1]!.history.map((message) => message.text)).toEqual([first!.userText, first!.heardText]);
    const spokenAfterCut = ofType('replyAudio').filter((event) => event.turn_id === 1);
    const cutAt = events.indexOf(cut!);
    expect(spokenAfterCut.every((event) => events.indexOf(event) < cutAt)).toBe(true);
  });

  it.each(['a cough', 'Okay.', 'Yeah.'])('%s ducks it at most; it is heard to its end', async (sound) => {
    const { records, requests, ofType } = await converse(agreeing.get(sound) ?? cough(), 3_000);
    expect(ofType('interruption')).toEqual([]);
    expect(requests).toHaveLength(1);
    expect(records).toHaveLength(1);
    expect(records[0]).toMatchObject({ interrupted: false });
    expect(records[0]!.heardText).toBe(whole);
    const ducks = ofType('duck').map((event) => event.on);
    // every time it became soft it became loud again; a voice is always noticed
    expect(ducks).toEqual(ducks.map((_, index) => index % 2 === 0));
    expect(ducks.length % 2).toBe(0);
    if (agreeing.has(sound)) expect(ducks.length).toBeGreaterThanOrEqual(2);
    expect(ofType('replyEnd')).toHaveLength(1);
  });
});
