/**
 * An engine with three conversations: one nobody touches, one that everything happens to, and one that is typed to and
 * has to answer. Trouble is put in at the ports; everything behind them is the product.
 */
import { faultCodes, ok } from '../../../electron/contract/errors.ts';
import type { Fault } from '../../../electron/contract/errors.ts';
import type { SessionEvent } from '../../../electron/contract/events.ts';
import { createEngine } from '../../../electron/engine/engine.ts';
import type { Engine } from '../../../electron/engine/engine-port.ts';
import { silentLogger } from '../../../electron/engine/runtime/logger.ts';
import { openServices } from '../../../electron/engine/services.ts';
import type { Session } from '../../../electron/engine/session.ts';
import type { SttEngine } from '../../../electron/engine/stt/stt-port.ts';
import type { VadModel } from '../../../electron/engine/vad/vad-port.ts';
import { loadFixtureClip } from '../../support/fixture-clip.ts';
import { must } from './bench-models.ts';
import { createChaosSpeaker } from './chaos-speaker.ts';
import type { ChaosSpeaker } from './chaos-speaker.ts';
import { createSeededRandom } from './seeded-random.ts';
import type { Trouble } from './chaos-plan.ts';

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

export interface ChaosSession {
  readonly session: Session;
  readonly speaker: ChaosSpeaker | null;
  readonly events: readonly SessionEvent[];
}

export interface ChaosRig {
  readonly engine: Engine;
  /** What is wrong with the victim's ports now. */
  trouble: Trouble | null;
  /** How often a trouble has struck so far. */
  readonly strikes: number;
  readonly untouched: ChaosSession;
  /** A new one when the last has ended. */
  victim(): Promise<ChaosSession>;
  /** Asks in writing; resolves with the ms until the first words of the answer, null after `limitMs`. */
  ask(text: string, limitMs: number): Promise<number | null>;
  /** Every event of every session so far. */
  readonly all: readonly SessionEvent[];
  readonly storeFaults: readonly Fault[];
  /** What broke a promise since the last call, in words. */
  complaints(): string[];
  close(): Promise<void>;
}

const knownCodes = new Set<string>(faultCodes);
/** More jobs than ten sessions may have waiting. */
const LANE_WAITING_MOST = 40;

export async function openChaosRig(dataFolder: string, seed: number): Promise<ChaosRig> {
  const random = createSeededRandom(seed);
  const services = must(await openServices({ log: silentLogger, dataFolder }));
  const storeFaults: Fault[] = [];
  services.onFault((fault) => storeFaults.push(fault));
  const engine = await createEngine({ services, log: silentLogger });
  await engine.voiceReady;
  const clip = loadFixtureClip('speech/weather_question.wav').samples;
  const sound = new Float32Array(clip.length + 40_000).map((_, i) => (clip[i] ?? 0) + 0.0006 * random.next());
  const all: SessionEvent[] = [];
  const complaints = new Set<string>();
  let opening = false;
  const victims = new Set<string>();
  let current: Trouble | null = null;
  let strikes = 0;
  /** Asked by a port where it would go wrong. */
  function strikesNow(trouble: Trouble): boolean {
    if (current !== trouble) return false;
    strikes++;
    return true;
  }

  const vad = must(engine.models.vad);
  const troubledVad: VadModel = {
    close: () => vad.close(),
    createStream() {
      const stream = vad.createStream();
      const isVictim = opening;
      return {
        reset: () => stream.reset(),
        async process(samples) {
          if (isVictim && strikesNow('throwingVad')) throw new Error('chaos: VAD');
          if (isVictim && strikesNow('slowVad')) await sleep(120);
          return stream.process(samples);
        },
      };
    },
  };
  const stt = must(engine.models.stt);
  const troubledStt: SttEngine = Object.assign(Object.create(stt) as SttEngine, {
    createStream(options: Parameters<SttEngine['createStream']>[0]) {
      const stream = stt.createStream(options);
      return {
        ...stream,
        async final(wanted: Parameters<typeof stream.final>[0]) {
          if (!victims.has(options.sessionId)) return stream.final(wanted);
          if (strikesNow('throwingRecognizer')) throw new Error('chaos: recogniser');
          if (strikesNow('deadRecognizer')) {
            const fault: Fault = { code: 'model_failed', message: 'chaos', help: 'chaos' };
            return { kind: 'failed' as const, fault };
          }
          if (strikesNow('slowRecognizer')) await sleep(1_500);
          return stream.final(wanted);
        },
      } satisfies typeof stream;
    },
  });
  Object.assign(engine.models, { vad: ok(troubledVad), stt: ok(troubledStt) });

  async function open(kind: 'untouched' | 'victim' | 'typed'): Promise<ChaosSession> {
    const events: SessionEvent[] = [];
    const speaker = kind === 'typed' ? null : createChaosSpeaker(sound, random);
    const hit = (trouble: Trouble) => kind === 'victim' && strikesNow(trouble);
    opening = kind === 'victim';
    const line = {
      format: () => {},
      send() {
        if (hit('throwingLine')) throw new Error('chaos: line');
      },
      stop: () => {},
      gain: () => {},
    };
    const opened = await engine.openSession({
      input: speaker ? { kind: 'stream', name: kind, listen: speaker.listen } : { kind: 'none' },
      output: { kind: 'stream', name: kind, line },
      background: kind === 'victim',
      onEvent(event) {
        events.push(event);
        all.push(event);
        if (event.type === 'error' && !(knownCodes.has(event.code) && event.message && event.help))
          complaints.add(`a fault without words: ${JSON.stringify(event)}`);
        if (hit('throwingListener')) throw new Error('chaos: listener');
      },
    });
    const session = must(opened);
    if (kind === 'victim') victims.add(session.id);
    void session.ended.then(() => speaker?.stop());
    // streams of the models are made as the session starts
    while (speaker && !events.some(({ type }) => type === 'captureState' || type === 'sessionEnded'))
      await sleep(5);
    opening = false;
    return { session, speaker, events };
  }

  const untouched = await open('untouched');
  const typed = await open('typed');
  let victim = await open('victim');
  const isOver = ({ events }: ChaosSession) => events.some(({ type }) => type === 'sessionEnded');

  const watching = setInterval(() => {
    for (const session of engine.sessions())
      for (const { name, depth, bound } of session.view().queues)
        if (depth > bound) complaints.add(`${name} holds ${depth} of ${bound}`);
    for (const lane of engine.lanes())
      if (lane.waiting > LANE_WAITING_MOST) complaints.add(`${lane.name} has ${lane.waiting} jobs waiting`);
  }, 20);

  const rig: ChaosRig = {
    engine,
    get trouble() {
      return current;
    },
    set trouble(next) {
      current = next;
    },
    get strikes() {
      return strikes;
    },
    untouched,
    all,
    storeFaults,
    async victim() {
      if (isOver(victim)) victim = await open('victim');
      return victim;
    },
    async ask(text, limitMs) {
      const from = typed.events.length;
      const startedAt = performance.now();
      typed.session.type(text);
      while (performance.now() - startedAt < limitMs) {
        if (typed.events.slice(from).some(({ type }) => type === 'replyText'))
          return performance.now() - startedAt;
        await sleep(5);
      }
      return null;
    },
    complaints() {
      const told = [...complaints];
      complaints.clear();
      return told;
    },
    async close() {
      clearInterval(watching);
      untouched.speaker?.stop();
      await engine.close();
      await services.close();
    },
  };
  return rig;
}
