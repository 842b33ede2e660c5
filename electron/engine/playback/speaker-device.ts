/**
 * One open loudspeaker: short blocks scheduled gap-free on an audio context, with a gain of their own for every run of
 * sound so that fades are heard at once. Owns the context and its clock; lives in the speaker's thread.
 */
import type { Hz, Ms } from '../../contract/audio.ts';
import { drainOutputPipe, findOutputPipe, listOutputThreads, threadTicks } from '../native/output-thread.ts';
import type { OutputPipe } from '../native/output-thread.ts';
import type { WebAudio, WebAudioContext, WebBufferSource, WebGainNode } from '../native/web-audio.ts';
import { sleep } from '../runtime/clock.ts';
import type { Clock } from '../runtime/clock.ts';
import { comesWithin } from '../runtime/comes-within.ts';
import { createDeviceClock } from './device-clock.ts';
import { machineNow } from './speaker-protocol.ts';
import { playbackTuning } from './tuning.ts';

export interface SpeakerDeviceOptions {
  readonly webAudio: WebAudio;
  readonly clock: Clock;
  readonly rateHz: Hz;
  readonly sinkId: string;
  readonly gain: number;
  /** Buffer asked for. */
  readonly latencySeconds: number;
  /** Frees what the thread no longer uses. */
  readonly collectGarbage: () => void;
  /** The device's clock moves: sound comes out. Told once. */
  readonly onUp: (latencyMs: Ms) => void;
  /** The device's clock stands still. Told once; nothing works from here on. */
  readonly onLost: () => void;
  /** The machine is too busy for so short a buffer. Told once. */
  readonly onStutter?: () => void;
}

export interface SpeakerDevice {
  /** Nothing sounds or waits to. */
  readonly idle: boolean;
  /** Schedules a block behind the one before it; returns when its first sample leaves the speaker. */
  play(samples: Float32Array<ArrayBuffer>): Ms;
  level(gain: number, rampMs: Ms): void;
  silence(rampMs: Ms, gain: number): void;
  /** Puts the addon's thread to sleep; false if it goes on burning processor time. */
  abandon(): Promise<boolean>;
  close(): Promise<void>;
}

interface Run {
  readonly node: WebGainNode;
  readonly sources: { readonly source: WebBufferSource; readonly endSeconds: number }[];
  /** The last ramp, from which the level at any time follows. */
  ramp: {
    readonly fromSeconds: number;
    readonly from: number;
    readonly toSeconds: number;
    readonly to: number;
  };
}

/** Calls kept back at most: two seconds of blocks. Later ones are not heard. */
const MOST_WAITING = 100;

/**
 * What belongs to devices that died. Freeing a node sends messages too, to a thread that takes none any more: these
 * are kept for good, a few nodes each, and garbage is never let grow to more than the queue holds.
 */
const graveyard: unknown[] = [];

/** Throws what the addon throws when there is no device. Blocks while the device is opened. */
export function openSpeakerDevice(options: SpeakerDeviceOptions): SpeakerDevice {
  const { webAudio, clock, rateHz } = options;
  const threadsBefore = new Set(listOutputThreads());
  const context = makeContext(options);
  const threadId = listOutputThreads().find((id) => !threadsBefore.has(id)) ?? null;
  const deviceClock = createDeviceClock();
  /** Calls kept back while the device does not take any. */
  const waiting: (() => void)[] = [];
  /** Runs that fade out. */
  const fading = new Set<Run>();
  let ticksAtMove = 0;
  let unusedNodes = 0;
  let pipe: OutputPipe | null = null;
  let up = false;
  let stuttered = false;
  let lost = false;
  let run = newRun(options.gain);
  let nextSeconds = 0;
  let latencyMs: Ms = 0;

  function newRun(gain: number): Run {
    const node = new webAudio.GainNode(context, { gain });
    node.connect(context.destination);
    const now = context.currentTime;
    return { node, sources: [], ramp: { fromSeconds: now, from: gain, toSeconds: now, to: gain } };
  }

  function schedule(target: Run, samples: Float32Array<ArrayBuffer>, startSeconds: number): void {
    const buffer = new webAudio.AudioBuffer({
      length: samples.length,
      numberOfChannels: 1,
      sampleRate: rateHz,
    });
    buffer.copyToChannel(samples, 0);
    const source = new webAudio.AudioBufferSourceNode(context, { buffer });
    source.connect(target.node);
    source.start(startSeconds);
    target.sources.push({ source, endSeconds: startSeconds + samples.length / rateHz });
  }

  function levelAt({ ramp }: Run, seconds: number): number {
    if (seconds >= ramp.toSeconds) return ramp.to;
    const share = (seconds - ramp.fromSeconds) / (ramp.toSeconds - ramp.fromSeconds);
    return ramp.from + (ramp.to - ramp.from) * Math.max(0, share);
  }

  function rampRun(target: Run, to: number, rampMs: Ms): void {
    const now = context.currentTime;
    const { minRampMs, maxRampMs } = playbackTuning;
    const ms = rampMs > minRampMs ? Math.min(rampMs, maxRampMs) : minRampMs;
    const ramp = { fromSeconds: now, from: levelAt(target, now), toSeconds: now + ms / 1000, to };
    const { gain } = target.node;
    gain.cancelScheduledValues(now);
    gain.setValueAtTime(ramp.from, now);
    gain.linearRampToValueAtTime(to, ramp.toSeconds);
    target.ramp = ramp;
  }

  function drop(old: Run): void {
    for (const { source } of old.sources) source.stop();
    unusedNodes += old.sources.length + 1;
    old.node.disconnect();
  }

  /** Lets go of what was played, and frees it while the device still listens. */
  function tidy(seconds: number): void {
    while (run.sources.length > 0 && run.sources[0]!.endSeconds < seconds) {
      run.sources.shift();
      unusedNodes++;
    }
    if (unusedNodes < playbackTuning.unusedNodesMost || deviceClock.stillMs > 0) return;
    unusedNodes = 0;
    options.collectGarbage();
  }

  /**
   * Every call sends messages to the device's thread through a short queue, and blocks for ever once that is full: no
   * call is made while the device's clock stands still.
   */
  function whenTaken(call: () => void): void {
    if (deviceClock.stillMs < playbackTuning.clockPauseMs) call();
    else if (waiting.length < MOST_WAITING) waiting.push(call);
  }

  function observe(): number {
    const seconds = context.currentTime;
    if (deviceClock.observe(seconds, machineNow())) {
      if (threadId) ticksAtMove = threadTicks(threadId);
      for (const call of waiting.splice(0)) call();
    }
    return seconds;
  }

  /** A dead server's thread spins; one that is merely slow to ask for sound sleeps. */
  function isDead(): boolean {
    const { clockStillMs, clockSlowMs, spinTicks } = playbackTuning;
    if (deviceClock.stillMs < clockStillMs) return false;
    if (deviceClock.stillMs > clockSlowMs) return true;
    return threadId ? threadTicks(threadId) - ticksAtMove >= spinTicks : deviceClock.running;
  }

  let cancelWatch = clock.schedule(playbackTuning.watchMs, watch);
  function watch(): void {
    if (lost) return;
    const seconds = observe();
    if (isDead()) {
      lost = true;
      options.onLost();
      return;
    }
    if (deviceClock.running) {
      latencyMs += (context.outputLatency * 1000 - latencyMs) * (up ? 0.05 : 1);
      if (!pipe && threadId) pipe = findOutputPipe(threadId);
      if (!up) options.onUp(latencyMs);
      up = true;
      if (!stuttered && deviceClock.slips >= playbackTuning.slipsMost) {
        stuttered = true;
        options.onStutter?.();
      }
    }
    tidy(seconds);
    cancelWatch = clock.schedule(playbackTuning.watchMs, watch);
  }

  return {
    get idle() {
      return waiting.length === 0 && context.currentTime > nextSeconds;
    },
    play(samples) {
      const now = observe();
      if (nextSeconds < now) {
        // Whole samples of the device, so that blocks meet exactly.
        const first = now + playbackTuning.startLeadMs / 1000;
        nextSeconds = Math.ceil(first * context.sampleRate) / context.sampleRate;
      }
      const startSeconds = nextSeconds;
      const target = run;
      nextSeconds += samples.length / rateHz;
      whenTaken(() => schedule(target, samples, startSeconds));
      return deviceClock.machineTimeOf(startSeconds) + latencyMs;
    },
    level(gain, rampMs) {
      observe();
      const target = run;
      whenTaken(() => rampRun(target, gain, rampMs));
    },
    silence(rampMs, gain) {
      observe();
      const old = run;
      waiting.length = 0;
      run = newRun(gain);
      nextSeconds = 0;
      fading.add(old);
      whenTaken(() => {
        if (old.sources.length > 0) rampRun(old, 0, rampMs);
        clock.schedule(rampMs + playbackTuning.watchMs, () => {
          if (lost) return;
          whenTaken(() => {
            drop(old);
            fading.delete(old);
          });
        });
      });
    },
    async abandon() {
      cancelWatch();
      lost = true;
      graveyard.push(context, run, fading);
      waiting.length = 0;
      if (!threadId) return true;
      if (pipe) drainOutputPipe(pipe);
      await sleep(clock, playbackTuning.watchMs);
      const before = threadTicks(threadId);
      await sleep(clock, playbackTuning.spinWindowMs);
      return threadTicks(threadId) - before < playbackTuning.spinTicks;
    },
    async close() {
      cancelWatch();
      if (lost) return;
      lost = true;
      await comesWithin(clock, playbackTuning.closeWaitMs, context.close());
    },
  };
}

/** At the wanted rate where the device takes it, else at its own: blocks are whole samples long at both. */
function makeContext({ webAudio, rateHz, sinkId, latencySeconds }: SpeakerDeviceOptions): WebAudioContext {
  const common = {
    latencyHint: latencySeconds,
    ...(sinkId === '' ? {} : { sinkId }),
  };
  try {
    return new webAudio.AudioContext({ ...common, sampleRate: rateHz });
  } catch {
    return new webAudio.AudioContext(common);
  }
}
