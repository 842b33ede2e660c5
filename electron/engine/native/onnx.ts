/** The door to onnxruntime-node. `session.run` blocks the calling thread: heavy models belong in lane workers. */
import type { InferenceSession, Tensor } from 'onnxruntime-node';
import { err, ok } from '../../contract/errors.ts';
import type { Result } from '../../contract/errors.ts';

export interface Onnx {
  readonly InferenceSession: typeof InferenceSession;
  readonly Tensor: typeof Tensor;
}

export type { InferenceSession as OnnxSession, Tensor as OnnxTensor } from 'onnxruntime-node';

export interface OnnxSessionTuning {
  /** `basic` for the Whisper graphs, `all` for Smart Turn and Silero: measured, see ARCHITECTURE.md. */
  readonly graphOptimizationLevel: 'basic' | 'all';
  readonly threads: number;
}

/*
 * The library would otherwise collect events about its use, keep them with an id of this machine in the user's cache
 * folder, and send them to its maker. It reads the environment of the process when it is loaded, in whatever thread;
 * only the main thread can write that, so this is done as soon as the engine is imported there.
 */
process.env['ORT_DISABLE_TELEMETRY'] = '1';

/** Loads the addon. Errors: `addon_missing`. */
export async function loadOnnx(): Promise<Result<Onnx>> {
  try {
    const onnx = await import('onnxruntime-node');
    return ok({ InferenceSession: onnx.InferenceSession, Tensor: onnx.Tensor });
  } catch (thrown) {
    return err(
      'addon_missing',
      `onnxruntime-node: ${thrown instanceof Error ? thrown.message : String(thrown)}`,
    );
  }
}

/** Session options every model here shares: CPU, sequential, no spinning threads (they double the CPU cost). */
export function onnxSessionOptions(tuning: OnnxSessionTuning): InferenceSession.SessionOptions {
  return {
    executionProviders: ['cpu'],
    graphOptimizationLevel: tuning.graphOptimizationLevel,
    intraOpNumThreads: tuning.threads,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    extra: { session: { intra_op: { allow_spinning: '0' } } },
  };
}
