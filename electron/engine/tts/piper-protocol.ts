/** What the voice's lane and its worker say to each other. */
import type { Hz } from '../../contract/audio.ts';

export interface PiperInit {
  /** Folder with model.onnx, tokens.txt and espeak-ng-data, verified before. */
  readonly folder: string;
}

export interface PiperInfo {
  readonly sampleRateHz: Hz;
}

export interface PiperRequest {
  readonly text: string;
  readonly rate: number;
}

export interface PiperReply {
  /** Shaped, mono; empty when nothing is heard or nobody wants it any more. */
  readonly samples: Float32Array<ArrayBuffer>;
}
