/**
 * The door to sherpa-onnx-node: voices, streaming recognisers and keyword spotters. The addon ships no types; those declared here
 * cover what Parley uses (names and defaults as in its 1.13.8 sources). Constructors and synchronous calls block
 * the calling thread; file errors inside the addon can end the process, so check files before handing them in.
 */
import { err, ok } from '../../contract/errors.ts';
import type { Result } from '../../contract/errors.ts';

export interface SherpaTtsConfig {
  readonly model: {
    readonly vits: {
      readonly model: string;
      readonly tokens: string;
      readonly dataDir: string;
      readonly lexicon?: string;
      readonly noiseScale: number;
      readonly noiseScaleW: number;
      readonly lengthScale: number;
    };
    readonly numThreads: number;
    readonly provider: 'cpu';
    readonly debug?: boolean;
  };
  readonly maxNumSentences: number;
}

export interface SherpaTtsRequest {
  readonly text: string;
  /** Speaker number. */
  readonly sid: number;
  readonly speed: number;
  /** Must be false: Electron forbids buffers that live outside its own memory. */
  readonly enableExternalBuffer: false;
  readonly generationConfig?: {
    readonly silenceScale?: number;
    readonly speed?: number;
    readonly sid?: number;
  };
  /** Return false to stop after the current piece. */
  readonly onProgress?: (info: { samples: Float32Array; progress: number }) => boolean | void;
}

export interface SherpaSound {
  readonly samples: Float32Array;
  readonly sampleRate: number;
}

export interface SherpaTts {
  readonly numSpeakers: number;
  readonly sampleRate: number;
  generate(request: SherpaTtsRequest): SherpaSound;
  generateAsync(request: SherpaTtsRequest): Promise<SherpaSound>;
}

export interface SherpaOnlineConfig {
  readonly featConfig: { readonly sampleRate: number; readonly featureDim: number };
  readonly modelConfig: {
    readonly transducer: { readonly encoder: string; readonly decoder: string; readonly joiner: string };
    readonly tokens: string;
    readonly numThreads: number;
    readonly provider: 'cpu';
    readonly debug?: boolean;
    readonly modelingUnit?: string;
    readonly bpeVocab?: string;
  };
  readonly decodingMethod: 'greedy_search' | 'modified_beam_search';
  readonly enableEndpoint: boolean;
  readonly hotwordsFile?: string;
  readonly hotwordsScore?: number;
}

export interface SherpaOnlineStream {
  acceptWaveform(sound: { readonly samples: Float32Array; readonly sampleRate: number }): void;
  inputFinished(): void;
}

/** Times in seconds from the first sample of the stream, one a token. */
export interface SherpaOnlineResult {
  readonly text: string;
  readonly tokens?: readonly string[];
  readonly timestamps?: readonly number[];
  /** Natural log-probability of each token; not filled by every model. */
  readonly ys_probs?: readonly number[];
}

export interface SherpaOnlineRecognizer {
  createStream(): SherpaOnlineStream;
  isReady(stream: SherpaOnlineStream): boolean;
  decode(stream: SherpaOnlineStream): void;
  getResult(stream: SherpaOnlineStream): SherpaOnlineResult;
}

export interface SherpaKeywordConfig {
  readonly featConfig: { readonly sampleRate: number; readonly featureDim: number };
  readonly modelConfig: SherpaOnlineConfig['modelConfig'];
  readonly maxActivePaths: number;
  readonly numTrailingBlanks: number;
  readonly keywordsScore: number;
  /** Probability asked of the tokens, 0 to 1. */
  readonly keywordsThreshold: number;
  /** One keyword a line, in tokens of the model; an unknown token ends the process. */
  readonly keywordsFile: string;
}

export interface SherpaKeywordSpotter {
  createStream(): SherpaOnlineStream;
  isReady(stream: SherpaOnlineStream): boolean;
  decode(stream: SherpaOnlineStream): void;
  reset(stream: SherpaOnlineStream): void;
  /** `keyword` is empty while nothing was found. */
  getResult(stream: SherpaOnlineStream): { readonly keyword: string };
}

export interface Sherpa {
  readonly OfflineTts: {
    new (config: SherpaTtsConfig): SherpaTts;
    createAsync(config: SherpaTtsConfig): Promise<SherpaTts>;
  };
  readonly OnlineRecognizer: new (config: SherpaOnlineConfig) => SherpaOnlineRecognizer;
  readonly KeywordSpotter: new (config: SherpaKeywordConfig) => SherpaKeywordSpotter;
  readonly version: string;
}

/** Loads the addon. Errors: `addon_missing`. */
export async function loadSherpa(): Promise<Result<Sherpa>> {
  try {
    const name: string = 'sherpa-onnx-node';
    const loaded = (await import(name)) as { default: Sherpa };
    return ok(loaded.default);
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message.split('\n')[0] : String(thrown);
    return err('addon_missing', `sherpa-onnx-node: ${reason}`);
  }
}
