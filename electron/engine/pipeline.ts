/**
 * The wiring diagram of one session's hearing: which stages there are, what lies between them, and what happens
 * when an edge is full. Owns the channels; refuses to know what a stage does.
 *
 *   source -(2 s, drop oldest; a source that can wait, waits)-> echo -(0.5 s, wait)-> vad -(0.5 s, wait)-> turn shell
 *
 * What waits in front of VAD counts for the whole engine (pressure/frame-queue.ts): a session that is not the user's own
 * gives up what is older than a second. A stage that is behind works in batches of five.
 *
 * What follows a turn (brain -> tts -> playback) has a scope of its own and is wired in session/reply-runner.ts.
 */
import { FRAME_MS, FRAME_SAMPLES } from '../contract/audio.ts';
import type { AudioFrame, Ms } from '../contract/audio.ts';
import type { Result } from '../contract/errors.ts';
import type { AudioSource, SourceObserver } from './capture/source-port.ts';
import type { EchoCanceller } from './echo/echo-port.ts';
import { createEchoStage } from './echo/echo-stage.ts';
import { createFrameQueue } from './pressure/frame-queue.ts';
import type { FrameQueue } from './pressure/frame-queue.ts';
import { createBoundedChannel } from './runtime/bounded-channel.ts';
import type { ChannelStats, Sender } from './runtime/bounded-channel.ts';
import type { Clock } from './runtime/clock.ts';
import { inBatches } from './runtime/frame-batches.ts';
import type { Scope } from './runtime/scope.ts';
import type { VadStream } from './vad/vad-port.ts';
import { createVadStage } from './vad/vad-stage.ts';
import type { VoiceFrame } from './vad/vad-stage.ts';

/** What each edge holds, in milliseconds of sound. */
export const edgeBounds = { captureMs: 2_000, innerMs: 500 } as const satisfies Record<string, Ms>;

/** Drops this close together are one burst and one fact. */
const BURST_MS: Ms = 500;

/** Frames whose cost is being added up: more than the inner edges and the stages can hold. */
const COST_SLOTS = 64;

export interface HearingParts {
  readonly source: AudioSource;
  readonly observer: SourceObserver;
  readonly canceller: EchoCanceller;
  readonly vad: VadStream;
  readonly clock: Clock;
  /** Told how long each stage, and all of them together, took for each frame. */
  readonly took?: (stage: 'echo' | 'vad' | 'frame', ms: Ms) => void;
  readonly hear: (voice: VoiceFrame) => void;
  readonly onDropped: (ms: Ms, where: string) => void;
  readonly scope: Scope;
  /** True when the source waits for the pipeline (a file on the virtual clock): then nothing is ever dropped. */
  readonly sourceWaits: boolean;
  /** The queue of the whole engine; default: one of its own. */
  readonly queue?: FrameQueue;
  /** The user's own, whose frames go first and are never given up for others. Default true. */
  readonly isLocal?: boolean;
}

export interface Hearing {
  /** Resolves when the source has ended and every frame was heard; rejects only for a bug. */
  readonly done: Promise<Result<void>>;
  stats(): readonly ChannelStats[];
  /** How long the oldest frame in front of VAD has waited; 0 when none does. */
  oldestWaitMs(): Ms;
  /** Drops what waits in front of VAD, unless its source can wait. */
  giveUp(): void;
}

/** In place: samples that are no number become silence and those beyond full scale full scale, whatever a file holds. */
function tamed(frame: AudioFrame): AudioFrame {
  const { samples } = frame;
  for (let i = 0; i < samples.length; i++) {
    const value = samples[i]!;
    if (value >= -1 && value <= 1) continue;
    samples[i] = Number.isFinite(value) ? Math.sign(value) : 0;
  }
  return frame;
}

export function startHearing(parts: HearingParts): Hearing {
  const { scope, clock } = parts;
  const took = parts.took ?? (() => {});
  const costs = new Float64Array(COST_SLOTS);
  const slotOf = (frame: AudioFrame) => Math.floor(frame.startSamples / FRAME_SAMPLES) % COST_SLOTS;
  const weigh = () => FRAME_MS;
  let droppedMs: Ms = 0;
  let endBurst: () => void = () => {};
  scope.defer(() => endBurst());

  function tellBurst(): void {
    parts.onDropped(droppedMs, 'capture->echo');
    droppedMs = 0;
  }

  function noteDrop(): void {
    if (droppedMs === 0) endBurst = clock.schedule(BURST_MS, tellBurst);
    droppedMs += FRAME_MS;
  }

  const captured = createBoundedChannel<AudioFrame>({
    name: 'capture->echo',
    capacity: edgeBounds.captureMs,
    weigh,
    full: parts.sourceWaits ? 'wait' : 'drop-oldest',
    onDrop: noteDrop,
  });
  const cleaned = createBoundedChannel<AudioFrame>({
    name: 'echo->vad',
    capacity: edgeBounds.innerMs,
    weigh,
    full: 'wait',
    onDrop: noteDrop,
  });
  const voiced = createBoundedChannel<VoiceFrame>({
    name: 'vad->turn',
    capacity: edgeBounds.innerMs,
    weigh,
    full: 'wait',
  });

  const oldest = () => cleaned.peek() ?? captured.peek();
  const place = (parts.queue ?? createFrameQueue(clock)).join({
    isLocal: parts.sourceWaits || (parts.isLocal ?? true),
    frames: () => captured.size + cleaned.size,
    oldestAtMs: () => oldest()?.capturedAtMs ?? null,
  });
  scope.defer(() => place.leave());

  const admitted: Sender<AudioFrame> = {
    send: (frame, signal) => captured.send(tamed(frame), signal),
    offer(frame) {
      while (place.isOver() && (cleaned.dropOldest() || captured.dropOldest()));
      return captured.offer(tamed(frame));
    },
    end: () => captured.end(),
  };

  async function listen(): Promise<void> {
    const heard = inBatches(voiced);
    for (let voice = await heard.receive(scope.signal); voice; voice = await heard.receive(scope.signal)) {
      const beganMs = clock.now();
      parts.hear(voice);
      took('frame', costs[slotOf(voice.frame)]! + clock.now() - beganMs);
    }
  }

  function noteEcho(frame: AudioFrame, ms: Ms): void {
    costs[slotOf(frame)] = ms;
    took('echo', ms);
  }

  function noteVad(frame: AudioFrame, ms: Ms): void {
    costs[slotOf(frame)]! += ms;
    took('vad', ms);
  }

  const done = (async () => {
    const source = parts.source.run(admitted, parts.observer, scope).finally(() => captured.end());
    const echo = createEchoStage(parts.canceller, { clock, took: noteEcho })
      .run(inBatches(captured), cleaned, scope)
      .finally(() => cleaned.end());
    const vad = createVadStage(parts.vad, clock, noteVad)
      .run(inBatches(cleaned, { turn: place.turn, onTaken: place.moved }), voiced, scope)
      .finally(() => voiced.end());
    const [ended] = await Promise.all([source, echo, vad, listen()]);
    return ended;
  })();

  return {
    done,
    giveUp() {
      while (!parts.sourceWaits && (captured.dropOldest() || cleaned.dropOldest()));
    },
    stats: () => [captured.stats(), cleaned.stats(), voiced.stats()],
    oldestWaitMs() {
      const frame = oldest();
      return frame ? Math.max(0, clock.now() - frame.capturedAtMs) : 0;
    },
  };
}
