/**
 * Several WAV files as one talk: played one after another, each only once the session has answered the last, with
 * silence in between, as a person taking turns would. Positions run on through all of them.
 */
import { basename } from 'node:path';
import { FRAME_MS, FRAME_SAMPLES } from '../../contract/audio.ts';
import type { Ms } from '../../contract/audio.ts';
import { err, faultOf, ok } from '../../contract/errors.ts';
import type { Fault, Result } from '../../contract/errors.ts';
import type { Clock } from '../runtime/clock.ts';
import type { VirtualClock } from '../runtime/virtual-clock.ts';
import { createFramePacer } from './frame-pacer.ts';
import type { FramePacer } from './frame-pacer.ts';
import type { AudioSource } from './source-port.ts';
import { GAP_SILENCE_MS, IDLE_WAIT_MAX_MS } from './tuning.ts';
import { openWavFrames } from './wav-frames.ts';
import type { WavFrames } from './wav-frames.ts';

export type SourcePace =
  | { readonly mode: 'realtime'; readonly clock: Clock }
  /** `virtualClock` must be the session's clock; this source is then the one that advances it. */
  | { readonly mode: 'fast'; readonly virtualClock: VirtualClock };

export interface SequenceOptions {
  readonly paths: readonly string[];
  readonly pace: SourcePace;
  /** Silence before the first file. Default 0. */
  readonly leadSilenceMs?: Ms;
  /** Least silence after each file before `isIdle` is asked. */
  readonly gapSilenceMs?: Ms;
  /** Whether the session has nothing left to hear, think or say. Asked once a frame; default: always idle. */
  readonly isIdle?: () => boolean;
  /** Silence after which a session that is never idle is no longer waited for. */
  readonly idleWaitMaxMs?: Ms;
  /** Told of what is played all the same: `audio_truncated`. */
  readonly onWarning?: (fault: Fault) => void;
  /** Told when a file begins, with its position among the paths. */
  readonly onFile?: (path: string, index: number) => void;
}

interface OpenedFile {
  readonly path: string;
  readonly frames: WavFrames;
  readonly first: Float32Array;
}

/**
 * Opens every file and reads its first frame, so that a bad one is told before anything is played. What was opened
 * is put into `opened`, also when a later file fails.
 */
async function openFiles(paths: readonly string[], opened: OpenedFile[]): Promise<Result<void>> {
  for (const path of paths) {
    const frames = await openWavFrames(path);
    if (!frames.ok) return frames;
    const first = await frames.value.next();
    if (!first.ok || !first.value) {
      await frames.value.close();
      return first.ok ? err('audio_empty', path) : first;
    }
    opened.push({ path, frames: frames.value, first: first.value });
  }
  return ok(undefined);
}

/**
 * A source that ends after the last file, once the session is idle.
 * `run` errors, before any frame: `file_missing`, `file_unreadable`, `audio_format`, `audio_empty`.
 */
export function createSequenceSource(options: SequenceOptions): AudioSource {
  const { paths, pace } = options;
  const isIdle = options.isIdle ?? (() => true);
  const gapMs = options.gapSilenceMs ?? GAP_SILENCE_MS;
  const idleWaitMaxMs = options.idleWaitMaxMs ?? IDLE_WAIT_MAX_MS;

  /** True once the whole file has been sent, false if stopped before. */
  async function playFile(file: OpenedFile, pacer: FramePacer): Promise<Result<boolean>> {
    for (let samples: Float32Array | null = file.first; samples;) {
      if (!(await pacer.send(samples))) return ok(false);
      const next: Result<Float32Array | null> = await file.frames.next();
      if (!next.ok) return next;
      samples = next.value;
    }
    if (file.frames.truncated) options.onWarning?.(faultOf('audio_truncated', file.path));
    return ok(true);
  }

  /** Silence for at least `leastMs`, then until `until()` or the limit. False once stopped. */
  async function playSilence(pacer: FramePacer, leastMs: Ms, until: () => boolean): Promise<boolean> {
    for (let sentMs = 0; sentMs < leastMs || (!until() && sentMs < idleWaitMaxMs); sentMs += FRAME_MS) {
      if (!(await pacer.send(new Float32Array(FRAME_SAMPLES)))) return false;
    }
    return true;
  }

  async function playAll(files: readonly OpenedFile[], pacer: FramePacer): Promise<Result<void>> {
    if (!(await playSilence(pacer, options.leadSilenceMs ?? 0, () => true))) return ok(undefined);
    for (const [index, file] of files.entries()) {
      options.onFile?.(file.path, index);
      const played = await playFile(file, pacer);
      if (!played.ok) return played;
      if (!played.value || !(await playSilence(pacer, gapMs, isIdle))) break;
    }
    return ok(undefined);
  }

  return {
    name: paths.map((path) => basename(path)).join(', '),
    async run(output, observer, scope) {
      const files: OpenedFile[] = [];
      try {
        const opened = await openFiles(paths, files);
        if (!opened.ok) return opened;
        const clock = pace.mode === 'fast' ? pace.virtualClock : pace.clock;
        const virtualClock = pace.mode === 'fast' ? pace.virtualClock : null;
        observer.onCondition({ state: 'hearing' });
        return await playAll(files, createFramePacer(clock, virtualClock, output, scope.signal));
      } finally {
        for (const file of files) await file.frames.close();
      }
    },
  };
}
