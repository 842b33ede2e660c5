/**
 * Silero VAD v6 behind the VAD port. Owns the model session and, for each stream, the 64-sample context and
 * the recurrent state; decides nothing about speech. Runs on the calling thread: a frame takes well under a
 * millisecond. Tensors are made once a stream and written in place by the runtime.
 */
import { FRAME_SAMPLES } from '../../contract/audio.ts';
import { err, ok } from '../../contract/errors.ts';
import type { Result } from '../../contract/errors.ts';
import { loadOnnx, onnxSessionOptions } from '../native/onnx.ts';
import type { Onnx, OnnxSession } from '../native/onnx.ts';
import type { VadModel, VadStream } from './vad-port.ts';

/** Samples of the previous frame that v6 wants in front of the new ones. */
const CONTEXT_SAMPLES = 64;
/** Recurrent state: [2, 1, 128]. */
const STATE_DIMS = [2, 1, 128];
const STATE_VALUES = 256;

/**
 * Loads the model. Errors: `addon_missing`; `model_failed` if the file cannot be read or is not Silero v6.
 * A stream takes exactly FRAME_SAMPLES samples a call, one call at a time; anything else throws. Samples that
 * are not finite count as zero, so that one bad frame cannot poison the state.
 */
export async function loadSileroVad(modelPath: string): Promise<Result<VadModel>> {
  const onnx = await loadOnnx();
  if (!onnx.ok) return onnx;
  let session: OnnxSession;
  try {
    session = await onnx.value.InferenceSession.create(
      modelPath,
      onnxSessionOptions({ graphOptimizationLevel: 'all', threads: 1 }),
    );
  } catch (thrown) {
    return err('model_failed', `silero-vad: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
  }
  const expected = ['input', 'state', 'sr'].every((name) => session.inputNames.includes(name));
  if (!expected || !['output', 'stateN'].every((name) => session.outputNames.includes(name))) {
    await session.release();
    return err('model_failed', 'silero-vad: the file holds another model');
  }
  return ok(createModel(onnx.value, session));
}

function createModel(onnx: Onnx, session: OnnxSession): VadModel {
  let closing: Promise<void> | null = null;
  const running = new Set<Promise<unknown>>();

  async function run(stream: StreamTensors): Promise<void> {
    if (closing) throw new Error('silero-vad is closed');
    const call = session.run(stream.feeds, stream.fetches);
    running.add(call);
    try {
      await call;
    } finally {
      running.delete(call);
    }
  }

  return {
    createStream: () => createStream(createStreamTensors(onnx), run),
    close() {
      closing ??= (async () => {
        await Promise.allSettled([...running]);
        await session.release();
      })();
      return closing;
    },
  };
}

interface StreamTensors {
  readonly input: Float32Array;
  readonly state: Float32Array;
  readonly nextState: Float32Array;
  readonly probability: Float32Array;
  readonly feeds: OnnxSession.FeedsType;
  readonly fetches: OnnxSession.FetchesType & object;
}

function createStreamTensors({ Tensor }: Onnx): StreamTensors {
  const input = new Float32Array(CONTEXT_SAMPLES + FRAME_SAMPLES);
  const state = new Float32Array(STATE_VALUES);
  const nextState = new Float32Array(STATE_VALUES);
  const probability = new Float32Array(1);
  return {
    input,
    state,
    nextState,
    probability,
    feeds: {
      input: new Tensor('float32', input, [1, input.length]),
      state: new Tensor('float32', state, STATE_DIMS),
      sr: new Tensor('int64', BigInt64Array.of(16_000n), []),
    },
    fetches: {
      output: new Tensor('float32', probability, [1, 1]),
      stateN: new Tensor('float32', nextState, STATE_DIMS),
    },
  };
}

function createStream(tensors: StreamTensors, run: (stream: StreamTensors) => Promise<void>): VadStream {
  const { input, state, nextState, probability } = tensors;
  let busy = false;
  let forgetAfterRun = false;

  function forget(): void {
    input.fill(0);
    state.fill(0);
    forgetAfterRun = false;
  }

  return {
    async process(samples) {
      if (samples.length !== FRAME_SAMPLES) {
        throw new RangeError(`a frame has ${FRAME_SAMPLES} samples, not ${samples.length}`);
      }
      if (busy) throw new Error('the previous frame is still being processed');
      busy = true;
      try {
        input.copyWithin(0, FRAME_SAMPLES);
        for (let i = 0; i < FRAME_SAMPLES; i++) {
          const sample = samples[i]!;
          input[CONTEXT_SAMPLES + i] = Number.isFinite(sample) ? sample : 0;
        }
        await run(tensors);
        state.set(nextState);
        return probability[0]!;
      } finally {
        busy = false;
        if (forgetAfterRun) forget();
      }
    },
    reset() {
      if (busy) forgetAfterRun = true;
      else forget();
    },
  };
}
