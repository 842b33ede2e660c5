/**
 * A whole session on the virtual clock, with the real models and a person who is a script: says things, waits,
 * presses keys. For tests of what a session makes of sound.
 */
import { ENGINE_RATE_HZ, FRAME_MS, FRAME_SAMPLES } from '../../electron/contract/audio.ts';
import { ok } from '../../electron/contract/errors.ts';
import type { SessionEvent } from '../../electron/contract/events.ts';
import { defaultSettings } from '../../electron/contract/settings.ts';
import type { Settings } from '../../electron/contract/settings.ts';
import type { TurnRecord } from '../../electron/contract/turns.ts';
import { createBrain } from '../../electron/engine/brain/brain.ts';
import type { BrainRequest, Responder } from '../../electron/engine/brain/brain-port.ts';
import { createFramePacer } from '../../electron/engine/capture/frame-pacer.ts';
import type { AudioSource } from '../../electron/engine/capture/source-port.ts';
import { resampleAll } from '../../electron/engine/dsp/resampler.ts';
import { createNullEchoCanceller } from '../../electron/engine/echo/null-echo-canceller.ts';
import { createModelLibrary } from '../../electron/engine/models/model-library.ts';
import { createNullSink } from '../../electron/engine/playback/null-sink.ts';
import { createCoreScheduler } from '../../electron/engine/runtime/core-scheduler.ts';
import type { Logger } from '../../electron/engine/runtime/logger.ts';
import { silentLogger } from '../../electron/engine/runtime/logger.ts';
import { createVirtualClock } from '../../electron/engine/runtime/virtual-clock.ts';
import { openSession } from '../../electron/engine/session.ts';
import type { Session, SessionParts } from '../../electron/engine/session.ts';
import { loadModels } from '../../electron/engine/session/load-models.ts';
import { speakText } from '../../electron/engine/session/speak-to-file.ts';
import { createWakeJudge } from '../../electron/engine/wake/wake-judge.ts';
import { modelFolder } from './stt-engines.ts';

/** Room tone: a microphone never gives exact zeros. */
const TONE = 0.0005;
/** A script that waits longer than this for something waits for what will not happen. */
const LIMIT_MS = 120_000;

export interface ScriptedTalk {
  readonly session: Session;
  readonly events: readonly SessionEvent[];
  readonly records: readonly TurnRecord[];
  /** What was played: the turn's number and the length. */
  readonly sounded: readonly { readonly turnId: number; readonly ms: number }[];
  /** What the brain was asked. */
  readonly requests: readonly BrainRequest[];
  ofType<T extends SessionEvent['type']>(type: T): Extract<SessionEvent, { type: T }>[];
  /** Changes settings as the settings page does. */
  set(change: Partial<Settings>): void;
  /** Plays sound at 16 kHz to its end. */
  play(sound: Float32Array): Promise<void>;
  quiet(ms: number): Promise<void>;
  /** Quiet until something is true. */
  until(fits: () => boolean): Promise<void>;
  /** Quiet until nobody has the floor. */
  idle(): Promise<void>;
}

export interface TalkRig {
  say(text: string): Promise<Float32Array>;
  /** Opens a session and runs the script; resolves once the session has ended. */
  talk(
    script: (talk: ScriptedTalk) => Promise<void>,
    options?: {
      readonly settings?: Partial<Settings>;
      readonly reply?: readonly string[];
      readonly parts?: Partial<SessionParts>;
      readonly log?: Logger;
    },
  ): Promise<ScriptedTalk>;
  close(): Promise<void>;
}

export async function openTalkRig(): Promise<TalkRig> {
  const clock = createVirtualClock();
  const models = await loadModels({
    library: createModelLibrary({ roots: [modelFolder('')] }),
    settings: defaultSettings,
    clock,
    scheduler: createCoreScheduler(2),
    need: { hearing: true, voice: true },
  });
  if (!models.stt.ok || !models.vad.ok) throw new Error('no models');
  const stt = models.stt.value;
  const vad = models.vad.value;

  async function say(text: string): Promise<Float32Array> {
    const voice = await models.voice();
    if (!voice.ok) throw new Error(voice.fault.message);
    // the virtual clock stands still unless it is driven
    let made = false;
    const speaking = speakText(voice.value, text, 1, new AbortController().signal).finally(
      () => (made = true),
    );
    while (!made) await clock.advance(10);
    const sound = await speaking;
    if (!sound.ok) throw new Error(sound.fault.message);
    return resampleAll(sound.value.samples, sound.value.sampleRateHz, ENGINE_RATE_HZ);
  }

  const talk: TalkRig['talk'] = async (script, options = {}) => {
    const events: SessionEvent[] = [];
    const records: TurnRecord[] = [];
    const requests: BrainRequest[] = [];
    const sounded: { turnId: number; ms: number }[] = [];
    const sink = createNullSink({ clock });
    let settings: Settings = { ...defaultSettings, ...options.settings };
    const responder: Responder = {
      name: 'script',
      match: (request) => ({
        async run(send) {
          requests.push(request);
          for (const [index, text] of (options.reply ?? ['All right.']).entries()) {
            await send({ kind: 'delta', text: index === 0 ? text : ` ${text}` });
            if (!(await send({ kind: 'sentence', text }))) return { kind: 'cancelled' };
          }
          return { kind: 'done', source: 'script' };
        },
      }),
    };
    const judged = () => createWakeJudge(settings.wake);
    let sendFrame: (samples: Float32Array) => Promise<boolean>;
    async function frames(sound: Float32Array | null, count: number): Promise<void> {
      for (let n = 0; n < count; n++) {
        const frame = new Float32Array(FRAME_SAMPLES);
        for (let i = 0; i < FRAME_SAMPLES; i++) {
          frame[i] = TONE * Math.sin(i * 1.7) + (sound?.[n * FRAME_SAMPLES + i] ?? 0);
        }
        if (!(await sendFrame(frame))) return;
      }
    }
    const talking: ScriptedTalk = {
      get session() {
        return session;
      },
      events,
      records,
      requests,
      sounded,
      ofType: <T extends SessionEvent['type']>(type: T) =>
        events.filter((event): event is Extract<SessionEvent, { type: T }> => event.type === type),
      set(change) {
        settings = { ...settings, ...change };
        session.followSettings(settings);
      },
      play: (sound) => frames(sound, Math.ceil(sound.length / FRAME_SAMPLES)),
      quiet: (ms) => frames(null, Math.ceil(ms / FRAME_MS)),
      async until(fits) {
        for (let ms = 0; !fits(); ms += FRAME_MS) {
          if (ms > LIMIT_MS) throw new Error(`never: ${JSON.stringify(events)}`);
          await frames(null, 1);
        }
      },
      async idle() {
        await talking.quiet(200);
        await talking.until(() => session.isIdle());
      },
    };
    const failures: Error[] = [];
    const source: AudioSource = {
      name: 'script',
      async run(output, observer, scope) {
        observer.onCondition({ state: 'hearing' });
        const pacer = createFramePacer(clock, clock, output, scope.signal);
        sendFrame = (samples) => pacer.send(samples);
        await frames(null, 10);
        await script(talking).catch((thrown: Error) => void failures.push(thrown));
        return ok(undefined);
      },
    };
    const session = openSession({
      id: 's-scripted',
      clock,
      log: options.log ?? silentLogger,
      settings: () => settings,
      hearing: { source, vad, canceller: createNullEchoCanceller(), sourceWaits: true },
      stt,
      turnModel: models.endOfTurn.ok ? models.endOfTurn.value : null,
      brain: createBrain({ responders: [responder], clock }),
      voice: models.voice,
      sink: {
        ...sink,
        write(piece, signal) {
          const { samples, sampleRateHz } = piece.sound;
          sounded.push({ turnId: piece.turnId, ms: (samples.length / sampleRateHz) * 1000 });
          return sink.write(piece, signal);
        },
      },
      listen: 'settings',
      wakeJudge: () => {
        const judge = judged();
        return judge.ok ? judge.value : null;
      },
      onEvent: (event) => void events.push(event),
      onTurnFinished: (record) => void records.push(record),
      ...options.parts,
    });
    await session.ended;
    if (failures[0]) throw failures[0];
    return talking;
  };

  return { say, talk, close: () => models.close() };
}
