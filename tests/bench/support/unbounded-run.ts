/**
 * The same slow stage behind two queues, on a clock that stands still between events: the pipeline's, and one without a
 * bound, which is what a plain array or an event emitter is.
 */
import { FRAME_MS, FRAME_SAMPLES } from '../../../electron/contract/audio.ts';
import type { AudioFrame, Ms } from '../../../electron/contract/audio.ts';
import { ok } from '../../../electron/contract/errors.ts';
import { createNullEchoCanceller } from '../../../electron/engine/echo/null-echo-canceller.ts';
import { startHearing } from '../../../electron/engine/pipeline.ts';
import { sleep } from '../../../electron/engine/runtime/clock.ts';
import type { Clock } from '../../../electron/engine/runtime/clock.ts';
import { createScope } from '../../../electron/engine/runtime/scope.ts';
import { createVirtualClock } from '../../../electron/engine/runtime/virtual-clock.ts';

export const FRAME_BYTES = FRAME_SAMPLES * Float32Array.BYTES_PER_ELEMENT;

export interface QueueFigures {
  readonly peakBytes: number;
  /** How far what was heard lay behind what was being captured, each frame. */
  readonly gapMs: readonly Ms[];
}

interface Line {
  readonly clock: Clock;
  advance(): Promise<void>;
  frame(): AudioFrame;
}

function createLine(): Line {
  const virtual = createVirtualClock(0);
  let at = 0;
  return {
    // what the stage takes is slept on this very clock
    clock: { ...virtual, timed: (work) => work() },
    advance: () => virtual.advance(FRAME_MS),
    frame: () => ({
      samples: new Float32Array(FRAME_SAMPLES),
      startSamples: FRAME_SAMPLES * at++,
      capturedAtMs: virtual.now(),
    }),
  };
}

/** @param costMs what the stage takes for a frame @param frames sent, one each 32 ms */
export async function runBounded(costMs: Ms, frames: number): Promise<QueueFigures> {
  const { clock, advance, frame } = createLine();
  const scope = createScope();
  const gapMs: Ms[] = [];
  let peak = 0;
  let offer = (_: AudioFrame) => true;
  const hearing = startHearing({
    source: {
      name: 'line',
      run(output) {
        offer = (given) => output.offer(given);
        return new Promise((resolve) => scope.defer(() => resolve(ok(undefined))));
      },
    },
    observer: { onCondition() {}, onLost() {} },
    canceller: createNullEchoCanceller(),
    vad: {
      async process() {
        await sleep(clock, costMs);
        return 0;
      },
      reset() {},
    },
    clock,
    hear: ({ frame: heard }) => void gapMs.push(clock.now() - heard.capturedAtMs),
    onDropped() {},
    scope,
    sourceWaits: false,
    isLocal: false,
  });
  for (let i = 0; i < frames; i++) {
    offer(frame());
    peak = Math.max(
      peak,
      hearing.stats().reduce((sum, { items }) => sum + items, 0),
    );
    await advance();
  }
  await scope.close();
  return { peakBytes: peak * FRAME_BYTES, gapMs };
}

export async function runUnbounded(costMs: Ms, frames: number): Promise<QueueFigures> {
  const { clock, advance, frame } = createLine();
  const waiting: AudioFrame[] = [];
  const gapMs: Ms[] = [];
  let peak = 0;
  let busy = false;
  async function work(): Promise<void> {
    if (busy) return;
    busy = true;
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      await sleep(clock, costMs);
      gapMs.push(clock.now() - next.capturedAtMs);
    }
    busy = false;
  }
  for (let i = 0; i < frames; i++) {
    waiting.push(frame());
    peak = Math.max(peak, waiting.length);
    void work();
    await advance();
  }
  return { peakBytes: peak * FRAME_BYTES, gapMs };
}
