/** Opens sessions on one engine, has each spoken to in real time, and measures what comes of it from outside. */
import { setTimeout as wait } from 'node:timers/promises';
import type { SessionEvent } from '../../contract/events.ts';
import type { Engine } from '../../engine/engine-port.ts';
import type { Session } from '../../engine/session.ts';
import { brokenPromises } from './load-report.ts';
import type { EngineLoad, LoadReport, SessionLoad } from './load-report.ts';
import type { Clip } from './read-clips.ts';
import { createClipSpeaker } from './speak-clips.ts';
import type { ClipSpeaker } from './speak-clips.ts';

export interface LoadOptions {
  readonly sessions: number;
  readonly seconds: number;
  readonly clips: readonly Clip[];
  readonly signal: AbortSignal;
  readonly onProgress: (text: string) => void;
}

const LOOK_EVERY_MS = 50;
/** After the last word everybody may take this long to be answered. */
const SETTLE_MS = 30_000;
/** Bounds of design section 4; the oldest frame is looked at every LOOK_EVERY_MS. */
const FRAMES_BOUND = 500;
const OLDEST_BOUND_MS = 1_000 + LOOK_EVERY_MS;

interface Times {
  readonly partialMs: number[];
  readonly finalMs: number[];
}

interface Opened {
  readonly session: Session;
  readonly speaker: ClipSpeaker;
  readonly events: SessionEvent[];
}

/** Times every request for a text by session. */
function timeRecogniser(engine: Engine): (sessionId: string) => Times {
  const times = new Map<string, Times>();
  const timesOf = (id: string) => {
    const known = times.get(id) ?? { partialMs: [], finalMs: [] };
    times.set(id, known);
    return known;
  };
  const { stt } = engine.models;
  if (!stt.ok) return timesOf;
  async function timed<T extends { readonly kind: string }>(into: number[], asking: Promise<T>): Promise<T> {
    const askedAt = performance.now();
    const outcome = await asking;
    if (outcome.kind === 'done') into.push(performance.now() - askedAt);
    return outcome;
  }
  const createStream = stt.value.createStream.bind(stt.value);
  stt.value.createStream = (options) => {
    const stream = createStream(options);
    const { partialMs, finalMs } = timesOf(options.sessionId);
    return {
      ...stream,
      partial: (signal) => timed(partialMs, stream.partial(signal)),
      final: (wanted) => timed(finalMs, stream.final(wanted)),
    };
  };
  return timesOf;
}

/** Turns that began, and those of them that were answered: with a text, or the word that it was none, and no fault. */
function countFinals(events: readonly SessionEvent[]): { expected: number; received: number } {
  const begun = new Set<number>();
  const answered = new Set<number>();
  const failed = new Set<number>();
  for (const event of events) {
    if (event.type === 'speechStart') begun.add(event.turn_id);
    if (event.type === 'finalTranscription') answered.add(event.turn_id);
    if (event.type === 'turnDiscarded' && !failed.has(event.turn_id)) answered.add(event.turn_id);
    if (event.type === 'error' && event.turn_id !== undefined) failed.add(event.turn_id);
  }
  return { expected: begun.size, received: [...begun].filter((id) => answered.has(id)).length };
}

const refusal = (number: number, code: string): SessionLoad => ({
  number,
  refused: code,
  clips: 0,
  frames: 0,
  finalsExpected: 0,
  finalsReceived: 0,
  partialMs: [],
  finalMs: [],
  droppedMs: 0,
  errors: [],
  queues: [],
});

function loadOf(number: number, { session, speaker, events }: Opened, times: Times): SessionLoad {
  const { expected, received } = countFinals(events);
  const { frames, queues } = session.view();
  return {
    number,
    refused: null,
    clips: speaker.spoken,
    frames,
    finalsExpected: expected,
    finalsReceived: received,
    ...times,
    droppedMs: events.reduce((sum, event) => (event.type === 'audioDropped' ? sum + event.ms : sum), 0),
    errors: events.flatMap((event) => (event.type === 'error' ? [event.code] : [])),
    queues,
  };
}

function every(ms: number, tick: () => void): () => void {
  const timer = setInterval(tick, ms);
  return () => clearInterval(timer);
}

/** What the engine says of itself, its worst. */
function watchEngine(engine: Engine): () => EngineLoad {
  const startedMs = performance.now();
  const cpuFrom = process.cpuUsage();
  const steps: { atSeconds: number; text: string }[] = [];
  const lanesPeak: Record<string, number> = {};
  const peak = { frames: 0, oldestMs: 0, resident: 0, beyond: 0 };
  const seconds = () => (performance.now() - startedMs) / 1_000;
  const stopFacts = engine.onPressure((fact) => {
    const text =
      fact.type === 'backpressureTriggered' ? `${fact.step} (${fact.reason})` : `back to ${fact.step}`;
    steps.push({ atSeconds: seconds(), text });
  });
  const stopLooking = every(LOOK_EVERY_MS, () => {
    let frames = 0;
    for (const session of engine.sessions()) {
      peak.oldestMs = Math.max(peak.oldestMs, session.oldestWaitMs());
      for (const { name, items } of session.channels()) if (name !== 'vad->turn') frames += items;
    }
    peak.frames = Math.max(peak.frames, frames);
    for (const { name, waiting } of engine.lanes()) lanesPeak[name] = Math.max(lanesPeak[name] ?? 0, waiting);
  });
  const stopWeighing = every(1_000, () => {
    const { rss, sessions, buffers } = engine.monitor().memory;
    peak.resident = Math.max(peak.resident, rss);
    peak.beyond = Math.max(peak.beyond, sessions + buffers);
  });
  return () => {
    for (const stop of [stopFacts, stopLooking, stopWeighing]) stop();
    const { user, system } = process.cpuUsage(cpuFrom);
    return {
      steps,
      framesWaitingPeak: peak.frames,
      framesWaitingBound: FRAMES_BOUND,
      oldestWaitMsPeak: peak.oldestMs,
      oldestWaitMsBound: OLDEST_BOUND_MS,
      lanesPeak,
      residentPeak: peak.resident,
      beyondModelsPeak: peak.beyond,
      cpu: (user + system) / 10_000 / seconds(),
      seconds: seconds(),
    };
  };
}

async function openOne(engine: Engine, clips: readonly Clip[], index: number): Promise<Opened | string> {
  const events: SessionEvent[] = [];
  const held: { session: Session | null } = { session: null };
  const speaker = createClipSpeaker({
    clips,
    from: index,
    mayBegin: () => held.session?.isIdle() ?? false,
    now: () => performance.now(),
    every,
  });
  const opened = await engine.openSession({
    input: { kind: 'stream', name: `load ${index + 1}`, listen: (onBytes) => speaker.listen(onBytes) },
    output: { kind: 'none' },
    background: true,
    keepHistory: false,
    onEvent: (event) => void events.push(event),
  });
  if (!opened.ok) return opened.fault.code;
  held.session = opened.value;
  return { session: opened.value, speaker, events };
}

/** Ends early when `signal` aborts, with what was found by then. The engine stays open. */
export async function runLoad(engine: Engine, options: LoadOptions): Promise<LoadReport> {
  const { signal } = options;
  const timesOf = timeRecogniser(engine);
  const measured = watchEngine(engine);
  const opened: (Opened | string)[] = [];
  for (let index = 0; index < options.sessions; index++)
    opened.push(await openOne(engine, options.clips, index));
  const talking = opened.filter((one) => typeof one !== 'string');
  const startedMs = performance.now();
  const passed = () => performance.now() - startedMs;
  while (talking.length > 0 && passed() < options.seconds * 1_000 && !signal.aborted) {
    options.onProgress(`${talking.length} sessions, ${Math.round(passed() / 1_000)} of ${options.seconds} s`);
    await wait(Math.min(500, options.seconds * 1_000 - passed()), undefined, { signal }).catch(() => {});
  }
  for (const { speaker } of talking) speaker.hush();
  const deadline = passed() + SETTLE_MS;
  const settled = () => talking.every(({ session, speaker }) => speaker.quiet && session.isIdle());
  options.onProgress('Waiting for the last answers ...');
  while (!settled() && passed() < deadline && !signal.aborted) await wait(100);
  const sessions = opened.map((one, index) =>
    typeof one === 'string' ? refusal(index + 1, one) : loadOf(index + 1, one, timesOf(one.session.id)),
  );
  const found = measured();
  await Promise.all(talking.map(({ session }) => session.close()));
  return { sessions, engine: found, broken: brokenPromises(sessions, found) };
}
