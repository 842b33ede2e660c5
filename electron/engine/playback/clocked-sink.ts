/** A sink paced by the clock alone. What becomes of the samples is its user's business. */
import type { Hz, Ms } from '../../contract/audio.ts';
import type { Clock } from '../runtime/clock.ts';
import { createClockedDriver } from './clocked-driver.ts';
import { createFarEndTap } from './far-end-tap.ts';
import type { AudioSink, SinkObserver } from './sink-port.ts';
import { createTurnPlayer } from './turn-player.ts';

export interface ClockedSinkOptions {
  readonly name: string;
  readonly clock: Clock;
  readonly rateHz: Hz;
  readonly volume?: number;
  /** Samples as heard, valid during the call only, and the clock time of the first. Times never fall. */
  readonly onSamples?: (samples: Float32Array, startMs: Ms) => void;
  readonly onOpen?: (observer: SinkObserver) => Promise<void>;
  readonly onClose?: () => Promise<void>;
}

export function createClockedSink(options: ClockedSinkOptions): AudioSink {
  const { clock, rateHz } = options;
  const driver = createClockedDriver({
    clock,
    rateHz,
    supply: () => player,
    onSamples(samples, startMs) {
      options.onSamples?.(samples, startMs);
      farEnd.push(samples, startMs);
    },
  });
  const player = createTurnPlayer(rateHz, driver);
  const farEnd = createFarEndTap(rateHz, (samples, atMs) => player.observer?.onFarEnd(samples, atMs));
  let opening: Promise<void> | null = null;
  let closing: Promise<void> | null = null;
  if (options.volume !== undefined) driver.setVolume(options.volume);

  return {
    name: options.name,
    open(observer) {
      player.observer = observer;
      return (opening ??= options.onOpen?.(observer) ?? Promise.resolve());
    },
    beginTurn: (turnId) => player.beginTurn(turnId),
    write: (piece, signal) => player.write(piece, signal),
    finishTurn: (turnId) => player.finishTurn(turnId),
    fade: (gain, rampMs) => driver.fade(gain, rampMs),
    stop: () => player.stop(),
    setVolume: (volume) => driver.setVolume(volume),
    heard: () => player.heard(),
    close() {
      player.stop();
      driver.pause();
      return (closing ??= options.onClose?.() ?? Promise.resolve());
    },
  };
}
