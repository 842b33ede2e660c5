/**
 * The voice sent to somebody who plays it (a browser): sound as bytes a little ahead of the time it is heard, level
 * and stop as messages, so that both act on what was sent already. Owns what has been heard, by the clock.
 */
import { msToSamples } from '../../contract/audio.ts';
import type { Hz, Ms } from '../../contract/audio.ts';
import { encodePcm16 } from '../dsp/wav.ts';
import type { Clock } from '../runtime/clock.ts';
import { toGain } from './gain-ramp.ts';
import type { AudioSink } from './sink-port.ts';
import { playbackTuning } from './tuning.ts';
import { createTurnPlayer } from './turn-player.ts';
import type { PlaybackDriver } from './turn-player.ts';

export interface StreamLine {
  /** Rate of the mono PCM16 that follows; before the first bytes of each run of sound. */
  format(sampleRateHz: Hz): void;
  send(pcm16: Uint8Array): void;
  /** What was sent and is not heard yet is not to be heard. */
  stop(): void;
  /** Volume and ducking in one factor, also for what was sent already. */
  gain(gain: number, rampMs: Ms): void;
}

export interface StreamSinkOptions {
  readonly name: string;
  readonly clock: Clock;
  readonly line: StreamLine;
  /** Default 22.05 kHz, the rate of the default voice. */
  readonly rateHz?: Hz;
}

interface StreamDriver extends PlaybackDriver {
  fade(gain: number, rampMs: Ms): void;
  setVolume(volume: number): void;
  close(): void;
}

const DEFAULT_RATE_HZ = 22_050;

export function createStreamSink(options: StreamSinkOptions): AudioSink {
  const { clock, line, rateHz = DEFAULT_RATE_HZ } = options;
  const { blockMs, streamLeadMs, streamLatencyMs, volumeRampMs } = playbackTuning;
  const block = new Float32Array(msToSamples(blockMs, rateHz));
  /** A run of sound without gaps: when its first sample was sent, and which of the turn that was. */
  let run: { readonly startMs: Ms; readonly fromSamples: number } | null = null;
  let cancelTick: (() => void) | null = null;
  let closed = false;
  let volume = 1;
  let fadeGain = 1;
  let toldGain = 1;

  function tellGain(rampMs: Ms): void {
    const gain = volume * fadeGain;
    if (gain === toldGain || closed) return;
    toldGain = gain;
    line.gain(gain, rampMs);
  }

  function playedSamples(): number {
    const pulled = player.pulledSamples;
    if (!run) return pulled;
    const into = Math.floor(((clock.now() - run.startMs - streamLatencyMs) * rateHz) / 1000);
    return Math.min(pulled, run.fromSamples + Math.max(0, into));
  }

  function send(): void {
    if (closed) return;
    if (!run && player.availableSamples > 0) {
      run = { startMs: clock.now(), fromSamples: player.pulledSamples };
      line.format(rateHz);
      player.started(run.startMs);
    }
    if (!run) return;
    const until = run.fromSamples + msToSamples(clock.now() - run.startMs + streamLeadMs, rateHz);
    while (player.availableSamples > 0 && player.pulledSamples < until) {
      const count = player.pull(block, 0, block.length);
      line.send(encodePcm16(block.subarray(0, count)));
    }
    if (player.availableSamples === 0 && playedSamples() >= player.pulledSamples) run = null;
  }

  function schedule(): void {
    cancelTick?.();
    cancelTick = run && !closed ? clock.schedule(blockMs, tick) : null;
  }

  function tick(): void {
    cancelTick = null;
    player.progress();
    send();
    // the end of what is heard is one more thing the turn waits for
    player.progress();
    schedule();
  }

  const driver: StreamDriver = {
    wake() {
      send();
      schedule();
    },
    playedSamples,
    silence() {
      if (run && !closed) line.stop();
      run = null;
      schedule();
      fadeGain = 1;
      tellGain(0);
    },
    fade(gain, rampMs) {
      fadeGain = toGain(gain);
      tellGain(rampMs);
    },
    setVolume(next) {
      volume = toGain(next);
      tellGain(volumeRampMs);
    },
    close() {
      closed = true;
      run = null;
      schedule();
    },
  };
  const player = createTurnPlayer(rateHz, driver);

  return {
    name: options.name,
    open(observer) {
      player.observer = observer;
      return Promise.resolve();
    },
    beginTurn: (turnId) => player.beginTurn(turnId),
    write: (piece, signal) => player.write(piece, signal),
    finishTurn: (turnId) => player.finishTurn(turnId),
    fade: (gain, rampMs) => driver.fade(gain, rampMs),
    stop: () => player.stop(),
    setVolume: (next) => driver.setVolume(next),
    heard: () => player.heard(),
    close() {
      player.stop();
      driver.close();
      return Promise.resolve();
    },
  };
}
