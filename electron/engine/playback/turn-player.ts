/**
 * What every sink does alike: one current turn, the bound on unheard sound, who waits for what, and what to tell the
 * observer. Owns the turn's queue; leaves to its driver when samples leave and at which level.
 */
import type { Hz, Ms } from '../../contract/audio.ts';
import { msToSamples } from '../../contract/audio.ts';
import { createPlaybackQueue, createResamplerSource } from './playback-queue.ts';
import type { PlaybackQueue, QueuedPiece } from './playback-queue.ts';
import type { AudioSink, Heard, SinkObserver } from './sink-port.ts';
import { playbackTuning } from './tuning.ts';

/** The part of a sink that knows the device or the clock. */
export interface PlaybackDriver {
  /** There is something to pull, or the turn will get no more. */
  wake(): void;
  /** Samples of the current turn that have left the speaker; at most those pulled, never falling. */
  playedSamples(): number;
  /** Fades out and forgets every sample pulled; a new turn begins at 0 and at full level. */
  silence(): void;
}

/** What a driver may ask of the turn. */
export interface TurnSupply {
  /** Samples that can be pulled now. */
  readonly availableSamples: number;
  readonly pulledSamples: number;
  /** The next samples into `out`; returns how many. */
  pull(out: Float32Array, from: number, count: number): number;
  /** The first sample of the turn was handed over. Told once a turn. */
  started(atMs: Ms): void;
  /** To be called as time passes: lets writers in, tells of gaps, ends the turn. */
  progress(): void;
}

export interface TurnPlayer
  extends TurnSupply, Pick<AudioSink, 'beginTurn' | 'write' | 'finishTurn' | 'stop' | 'heard'> {
  observer: SinkObserver | null;
}

interface Writer {
  readonly piece: QueuedPiece;
  readonly settle: (held: boolean) => void;
}

interface Turn {
  readonly id: number;
  readonly queue: PlaybackQueue;
  readonly writers: Writer[];
  started: boolean;
  finished: boolean;
  gapTold: boolean;
  ending: { readonly promise: Promise<Heard>; readonly resolve: (heard: Heard) => void } | null;
}

const NOTHING_HEARD: Heard = { text: '', ms: 0, complete: true };

/**
 * @param rateHz rate the driver takes samples at
 * @param warmRatesHz rates of pieces to be ready for
 */
export function createTurnPlayer(
  rateHz: Hz,
  driver: PlaybackDriver,
  warmRatesHz: readonly Hz[] = [],
): TurnPlayer {
  const resamplers = createResamplerSource(rateHz, warmRatesHz);
  const holdSamples = msToSamples(playbackTuning.holdMs, rateHz);
  let turn: Turn | null = null;
  let last: { readonly id: number; readonly heard: Heard } | null = null;

  /** Ends the current turn, heard whole or not. */
  function retire(ended: Turn, heard: Heard): void {
    turn = null;
    last = { id: ended.id, heard };
    ended.queue.close();
    for (const writer of ended.writers.splice(0)) writer.settle(false);
    ended.ending?.resolve(heard);
  }

  function cut(): Heard {
    if (!turn) return last?.heard ?? NOTHING_HEARD;
    const ended = turn;
    const heard = ended.queue.heardTo(driver.playedSamples());
    driver.silence();
    retire(ended, heard);
    return heard;
  }

  const player: TurnPlayer = {
    observer: null,
    get availableSamples() {
      return turn ? turn.queue.totalSamples - turn.queue.pulledSamples : 0;
    },
    get pulledSamples() {
      return turn?.queue.pulledSamples ?? 0;
    },
    pull: (out, from, count) => turn?.queue.pull(out, from, count) ?? 0,
    started(atMs) {
      if (!turn || turn.started) return;
      turn.started = true;
      player.observer?.onStarted(turn.id, atMs);
    },
    progress() {
      const now = turn;
      if (!now) return;
      const played = driver.playedSamples();
      const { totalSamples } = now.queue;
      while (now.writers.length > 0 && now.writers[0]!.piece.endSamples - played <= holdSamples) {
        now.writers.shift()!.settle(true);
      }
      if (played < totalSamples) {
        now.gapTold = false;
      } else if (now.ending) {
        retire(now, now.queue.heardTo(played));
      } else if (totalSamples > 0 && !now.finished && !now.gapTold) {
        now.gapTold = true;
        player.observer?.onUnderrun(now.id);
      }
    },
    beginTurn(turnId) {
      if (turn?.id === turnId) return;
      if (turn) cut();
      else driver.silence();
      turn = {
        id: turnId,
        queue: createPlaybackQueue(rateHz, resamplers),
        writers: [],
        started: false,
        finished: false,
        gapTold: false,
        ending: null,
      };
    },
    async write(piece, signal) {
      const now = turn;
      if (!now || now.id !== piece.turnId || now.finished || signal?.aborted) return false;
      const queued = now.queue.add(piece);
      driver.wake();
      return new Promise((resolve) => {
        const onAbort = () => {
          const at = now.writers.indexOf(writer);
          if (at < 0) return;
          now.writers.splice(at, 1);
          now.queue.withdraw(queued);
          resolve(false);
          player.progress();
        };
        const writer: Writer = {
          piece: queued,
          settle(held) {
            signal?.removeEventListener('abort', onAbort);
            resolve(held);
          },
        };
        now.writers.push(writer);
        signal?.addEventListener('abort', onAbort, { once: true });
        player.progress();
      });
    },
    finishTurn(turnId) {
      if (turn?.id !== turnId) {
        return Promise.resolve(last?.id === turnId ? last.heard : { ...NOTHING_HEARD, complete: false });
      }
      if (!turn.ending) {
        let resolve: (heard: Heard) => void = () => {};
        const promise = new Promise<Heard>((settle) => (resolve = settle));
        turn.ending = { promise, resolve };
        turn.finished = true;
      }
      const { promise } = turn.ending;
      driver.wake();
      player.progress();
      return promise;
    },
    stop: cut,
    heard: () => (turn ? turn.queue.heardTo(driver.playedSamples()) : (last?.heard ?? NOTHING_HEARD)),
  };
  return player;
}
