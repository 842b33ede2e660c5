/** Reference values of Silero VAD v6 and Smart Turn v3.2, made with numpy and onnxruntime. */
import { readFileSync } from 'node:fs';

interface GoldenClip {
  /** Below tests/fixtures. */
  readonly file: string;
  readonly samples: number;
  readonly smart_turn: readonly {
    readonly uses_first_samples: number;
    readonly probability: number;
    readonly features: readonly { readonly mel: number; readonly frame: number; readonly value: number }[];
    readonly feature_mean: number;
  }[];
  /** One for each frame of 512 samples. */
  readonly silero_v6: readonly number[];
}

const url = new URL('../fixtures/golden/vad-and-turn.json', import.meta.url);

export const goldenClips = (JSON.parse(readFileSync(url, 'utf8')) as { clips: GoldenClip[] }).clips;

/** A file of the default weights, for example `silero-vad/silero_vad.onnx`. */
export function weightsPath(relative: string): string {
  return new URL(`../../native-models/${relative}`, import.meta.url).pathname;
}
