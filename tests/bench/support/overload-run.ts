/**
 * The real engine with ten people speaking to it while its recogniser does every pass three times: one of them the
 * user's own. The slowness is real work on the real lane, so that priorities, pressure and queues see it as such.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { FRAME_MS } from '../../../electron/contract/audio.ts';
import type { SessionEvent } from '../../../electron/contract/events.ts';
import { createEngine } from '../../../electron/engine/engine.ts';
import type { Engine } from '../../../electron/engine/engine-port.ts';
import { silentLogger } from '../../../electron/engine/runtime/logger.ts';
import { openServices } from '../../../electron/engine/services.ts';
import type { Session } from '../../../electron/engine/session.ts';
import type { SttEngine, SttStream } from '../../../electron/engine/stt/stt-port.ts';
import { readClips } from '../../../electron/headless/load/read-clips.ts';
import { createClipSpeaker } from '../../../electron/headless/load/speak-clips.ts';
import type { ClipSpeaker } from '../../../electron/headless/load/speak-clips.ts';
import { fixturePath } from '../../support/fixture-clip.ts';
import { must } from './bench-models.ts';

const LOOK_EVERY_MS = 20;
const SETTLE_MS = 60_000;
const BYTES_PER_FRAME = FRAME_MS * 32;

export interface OverloadFigures {
  /** Frames brought to the user's session, and those it heard. */
  readonly localCaptured: number;
  readonly localHeard: number;
  readonly droppedMs: { readonly local: number; readonly others: number };
  readonly begun: number;
  readonly answered: number;
  readonly framesPeak: number;
  readonly oldestPeakMs: number;
  /** Queues of the user's session that ever held more than their bound, and of the others. */
  readonly overBound: number;
  readonly passesWaitingPeak: number;
  readonly oldestFirmJobMs: number;
  readonly steps: readonly string[];
  /** From the end of the load until nothing waits and every step is undone. */
  readonly recoveredMs: number;
  /** Share of the time in which the recogniser worked, and one of its passes, ms. */
  readonly busy: number;
  readonly passMs: number;
  readonly finalMs: readonly number[];
  /** The same of the user's own session. */
  readonly localFinalMs: readonly number[];
}

/** Every pass is done `times()` times, each on a stream of its own, since a stream remembers what it has heard. */
function slowDown(
  stt: SttEngine,
  times: () => number,
  most: number,
  onFinal: (sessionId: string, ms: number) => void,
): void {
  const createStream = stt.createStream.bind(stt);
  stt.createStream = (options) => {
    const streams = Array.from({ length: most }, () => createStream(options));
    async function all<T>(ask: (stream: SttStream) => Promise<T>): Promise<T> {
      const asked = streams.slice(0, times()).map(ask);
      await Promise.all(asked);
      return asked[0]!;
    }
    return {
      begin: () => streams.forEach((stream) => stream.begin()),
      push: (samples) => streams.map((stream) => stream.push(samples)).every(Boolean),
      partial: (signal) => all((stream) => stream.partial(signal)),
      async final(wanted) {
        const askedAt = performance.now();
        const outcome = await all((stream) => stream.final(wanted));
        if (outcome.kind === 'done') onFinal(options.sessionId, performance.now() - askedAt);
        return outcome;
      },
      close: () => streams.forEach((stream) => stream.close()),
    };
  };
}

interface Talk {
  readonly session: Session;
  readonly speaker: ClipSpeaker;
  readonly events: SessionEvent[];
  readonly bytes: () => number;
}

async function openTalk(
  engine: Engine,
  clips: Parameters<typeof createClipSpeaker>[0]['clips'],
  index: number,
) {
  const events: SessionEvent[] = [];
  const held: { session: Session | null } = { session: null };
  let bytes = 0;
  const speaker = createClipSpeaker({
    clips,
    from: index,
    mayBegin: () => held.session?.isIdle() ?? false,
    now: () => performance.now(),
    every(ms, tick) {
      const timer = setInterval(tick, ms);
      return () => clearInterval(timer);
    },
  });
  held.session = must(
    await engine.openSession({
      input: {
        kind: 'stream',
        name: `line ${index}`,
        listen: (onBytes) =>
          speaker.listen((piece) => {
            bytes += piece.length;
            onBytes(piece);
          }),
      },
      output: { kind: 'none' },
      background: index > 0,
      keepHistory: false,
      onEvent: (event) => void events.push(event),
    }),
  );
  return { session: held.session, speaker, events, bytes: () => bytes } satisfies Talk;
}

const droppedOf = ({ events }: Talk) =>
  events.reduce((sum, event) => (event.type === 'audioDropped' ? sum + event.ms : sum), 0);

function turnsOf(talks: readonly Talk[], ...types: SessionEvent['type'][]): Set<string> {
  return new Set(
    talks.flatMap(({ session, events }) =>
      events.flatMap((event) =>
        types.includes(event.type) && 'turn_id' in event ? [`${session.id} ${event.turn_id}`] : [],
      ),
    ),
  );
}

export async function runOverload(seconds: number, factor: number): Promise<OverloadFigures> {
  const clips = must(await readClips(fixturePath('speech'), () => {}));
  const folder = mkdtempSync(join(tmpdir(), 'parley-overload-'));
  const services = must(await openServices({ log: silentLogger, dataFolder: folder }));
  const engine = await createEngine({ services, log: silentLogger });
  try {
    await engine.voiceReady;
    const load = { factor };
    const finals: { readonly sessionId: string; readonly ms: number }[] = [];
    const stt = must(engine.models.stt);
    slowDown(
      stt,
      () => load.factor,
      factor,
      (sessionId, ms) => void finals.push({ sessionId, ms }),
    );
    const steps: string[] = [];
    engine.onPressure(({ step }) => void steps.push(step));
    const talks: Talk[] = [];
    for (let index = 0; index < 10; index++) talks.push(await openTalk(engine, clips, index));
    const [local, ...others] = talks as [Talk, ...Talk[]];
    const peak = { frames: 0, oldest: 0, passes: 0, firm: 0 };
    const looking = setInterval(() => {
      let frames = 0;
      for (const { session } of talks) {
        for (const { name, items } of session.channels()) if (name !== 'vad->turn') frames += items;
        peak.oldest = Math.max(peak.oldest, session.oldestWaitMs());
      }
      peak.frames = Math.max(peak.frames, frames);
      const { waiting, oldestFirmWaitMs } = stt.stats();
      peak.passes = Math.max(peak.passes, waiting);
      peak.firm = Math.max(peak.firm, oldestFirmWaitMs ?? 0);
    }, LOOK_EVERY_MS);
    const before = stt.stats();
    await wait(seconds * 1_000);
    const after = stt.stats();

    // the load ends: the others fall silent, and a pass is one pass again
    load.factor = 1;
    for (const { speaker } of talks) speaker.hush();
    while (!talks.every(({ speaker }) => speaker.quiet)) await wait(LOOK_EVERY_MS);
    const endedMs = performance.now();
    const calm = () => {
      const { pressure, status } = engine.monitor();
      return (
        pressure.step === 'none' &&
        status.pipelineState.framesInQueue <= talks.length &&
        stt.stats().waiting === 0
      );
    };
    while (!calm() && performance.now() - endedMs < SETTLE_MS) await wait(LOOK_EVERY_MS);
    const recoveredMs = performance.now() - endedMs;
    const idle = () => talks.every(({ session }) => session.isIdle());
    while (!idle() && performance.now() - endedMs < SETTLE_MS) await wait(LOOK_EVERY_MS);
    await wait(200);
    clearInterval(looking);

    const begun = turnsOf(talks, 'speechStart');
    const answered = turnsOf(talks, 'finalTranscription', 'turnDiscarded');
    const passes = after.done - before.done;
    return {
      localCaptured: Math.floor(local.bytes() / BYTES_PER_FRAME),
      localHeard: local.session.view().frames,
      droppedMs: { local: droppedOf(local), others: others.reduce((sum, one) => sum + droppedOf(one), 0) },
      begun: begun.size,
      answered: [...begun].filter((turn) => answered.has(turn)).length,
      framesPeak: peak.frames,
      oldestPeakMs: peak.oldest,
      overBound: talks.flatMap(({ session }) => session.view().queues).filter((one) => one.peak > one.bound)
        .length,
      passesWaitingPeak: peak.passes,
      oldestFirmJobMs: peak.firm,
      steps,
      recoveredMs,
      busy: (after.computeMs - before.computeMs) / (seconds * 1_000),
      passMs: passes === 0 ? 0 : (after.computeMs - before.computeMs) / passes,
      finalMs: finals.map(({ ms }) => ms),
      localFinalMs: finals.filter(({ sessionId }) => sessionId === local.session.id).map(({ ms }) => ms),
    };
  } finally {
    await engine.close();
    await services.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
