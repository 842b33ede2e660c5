/**
 * Feeds a turn to the speaker's thread a little ahead of time and knows, from the times that come back, what has left
 * the speaker. While there is no device the clock takes its place, so that no turn hangs.
 */
import type { Hz, Ms } from '../../contract/audio.ts';
import { msToSamples, samplesToMs } from '../../contract/audio.ts';
import type { Clock } from '../runtime/clock.ts';
import { createClockedDriver } from './clocked-driver.ts';
import { createFarEndTap } from './far-end-tap.ts';
import { createGainRamp, toGain } from './gain-ramp.ts';
import type { ToSpeaker } from './speaker-protocol.ts';
import { playbackTuning } from './tuning.ts';
import type { PlaybackDriver, TurnSupply } from './turn-player.ts';

export interface SpeakerDriver extends PlaybackDriver {
  fade(gain: number, rampMs: Ms): void;
  setVolume(volume: number): void;
  /** The device can be played to, or no longer. */
  setDevice(latencyMs: Ms | null): void;
  /** The time the thread found for a block. */
  placed(block: number, playsAtMs: Ms): void;
  close(): void;
}

export interface SpeakerDriverOptions {
  readonly clock: Clock;
  readonly rateHz: Hz;
  readonly supply: () => TurnSupply;
  readonly send: (message: ToSpeaker, transfer?: readonly ArrayBuffer[]) => void;
  readonly onFarEnd: (samples: Float32Array, playsAtMs: Ms) => void;
}

/** A block on its way to the speaker. */
interface Block {
  readonly id: number;
  readonly startSamples: number;
  readonly samples: number;
  /** Expected until the thread has answered. */
  playsAtMs: Ms;
  /** A copy for the echo canceller until it was shown. */
  far: Float32Array | null;
}

export function createSpeakerDriver(options: SpeakerDriverOptions): SpeakerDriver {
  const { clock, rateHz, supply, send } = options;
  const { blockMs, lookAheadMs, startLeadMs, stopRampMs, farEndLeadMs, volumeRampMs } = playbackTuning;
  const blockSamples = msToSamples(blockMs, rateHz);
  const standIn = createClockedDriver({ clock, rateHz, supply });
  const farEnd = createFarEndTap(rateHz, options.onFarEnd);
  const farLevel = createGainRamp(rateHz);
  const blocks: Block[] = [];
  let latencyMs: Ms | null = null;
  let nextBlock = 0;
  /** When the last sample sent leaves the speaker. */
  let endMs: Ms = -Infinity;
  let volume = 1;
  let fadeGain = 1;
  let cancelTick: (() => void) | null = null;

  function retireBlocks(): void {
    const now = clock.now();
    while (blocks.length > 0 && blocks[0]!.playsAtMs + samplesToMs(blocks[0]!.samples, rateHz) <= now) {
      showFar(blocks.shift()!);
    }
  }

  function playedSamples(): number {
    retireBlocks();
    const first = blocks[0];
    if (!first) return latencyMs === null ? standIn.playedSamples() : supply().pulledSamples;
    const into = Math.floor(((clock.now() - first.playsAtMs) * rateHz) / 1000);
    return first.startSamples + Math.max(0, Math.min(first.samples, into));
  }

  function showFar(block: Block): void {
    if (!block.far) return;
    farLevel.apply(block.far, 0, block.samples);
    farEnd.push(block.far, block.playsAtMs);
    block.far = null;
  }

  function showFarSoon(): void {
    const until = clock.now() + farEndLeadMs;
    for (const block of blocks) if (block.playsAtMs < until) showFar(block);
  }

  function sendBlock(): void {
    const count = Math.min(blockSamples, supply().availableSamples);
    const samples = new Float32Array(count);
    const startSamples = supply().pulledSamples;
    supply().pull(samples, 0, count);
    const now = clock.now();
    const playsAtMs = Math.max(endMs, now + startLeadMs + latencyMs!);
    blocks.push({ id: nextBlock, startSamples, samples: count, playsAtMs, far: samples.slice() });
    endMs = playsAtMs + samplesToMs(count, rateHz);
    send({ kind: 'play', block: nextBlock, samples }, [samples.buffer]);
    nextBlock++;
    supply().started(now);
  }

  function pump(): void {
    retireBlocks();
    if (latencyMs === null) {
      if (blocks.length === 0) standIn.wake();
    } else {
      const until = clock.now() + latencyMs + lookAheadMs;
      while (supply().availableSamples > 0 && endMs < until) sendBlock();
    }
    showFarSoon();
    schedule();
  }

  function schedule(): void {
    cancelTick?.();
    cancelTick = null;
    if (blocks.length === 0) return;
    const leftMs = endMs - clock.now() + 0.1;
    cancelTick = clock.schedule(Math.max(0, Math.min(blockMs, leftMs)), () => {
      cancelTick = null;
      supply().progress();
      pump();
    });
  }

  function sendLevel(rampMs: Ms): void {
    const gain = volume * fadeGain;
    send({ kind: 'level', gain, rampMs });
    farLevel.moveTo(gain, rampMs);
  }

  return {
    wake: pump,
    playedSamples,
    silence() {
      blocks.length = 0;
      endMs = -Infinity;
      fadeGain = 1;
      farLevel.jumpTo(volume);
      send({ kind: 'silence', rampMs: stopRampMs, gain: volume });
      standIn.silence();
      schedule();
    },
    fade(gain, rampMs) {
      fadeGain = toGain(gain);
      sendLevel(rampMs);
      standIn.fade(gain, rampMs);
    },
    setVolume(next) {
      volume = toGain(next);
      sendLevel(volumeRampMs);
      standIn.setVolume(next);
    },
    setDevice(next) {
      standIn.pause();
      latencyMs = next;
      if (next !== null) endMs = -Infinity;
      pump();
    },
    placed(id, playsAtMs) {
      const at = blocks.findIndex((block) => block.id === id);
      if (at < 0) return;
      // Those sent after it follow it without a gap.
      for (let i = at, startMs = playsAtMs; i < blocks.length; i++) {
        blocks[i]!.playsAtMs = startMs;
        startMs += samplesToMs(blocks[i]!.samples, rateHz);
        endMs = startMs;
      }
      showFarSoon();
      schedule();
    },
    close() {
      cancelTick?.();
      cancelTick = null;
      blocks.length = 0;
      standIn.pause();
    },
  };
}
