/**
 * The door to node-web-audio-api (speakers). Making a context blocks the calling thread, for ever if the sound server
 * hangs, and one whose server died never closes: use it in a worker thread only. The addon's types need the DOM's;
 * those declared here cover what Parley uses.
 */
import { err, ok } from '../../contract/errors.ts';
import type { Result } from '../../contract/errors.ts';

export interface WebAudioParam {
  value: number;
  setValueAtTime(value: number, atSeconds: number): unknown;
  linearRampToValueAtTime(value: number, endSeconds: number): unknown;
  cancelScheduledValues(fromSeconds: number): unknown;
}

export interface WebAudioNode {
  connect(destination: WebAudioNode): unknown;
  disconnect(): void;
}

export interface WebGainNode extends WebAudioNode {
  readonly gain: WebAudioParam;
}

export interface WebAudioBuffer {
  copyToChannel(samples: Float32Array, channel: number): void;
}

export interface WebBufferSource extends WebAudioNode {
  start(atSeconds: number): void;
  stop(atSeconds?: number): void;
}

export interface WebAudioContext {
  /** Seconds rendered so far; moves in steps of the device's buffer. */
  readonly currentTime: number;
  readonly sampleRate: number;
  /** Seconds from rendering to the speaker. */
  readonly outputLatency: number;
  readonly destination: WebAudioNode;
  close(): Promise<void>;
}

export interface WebAudio {
  readonly AudioContext: new (options: {
    latencyHint: number;
    sampleRate?: number;
    sinkId?: string;
  }) => WebAudioContext;
  readonly AudioBuffer: new (options: {
    length: number;
    numberOfChannels: number;
    sampleRate: number;
  }) => WebAudioBuffer;
  readonly AudioBufferSourceNode: new (
    context: WebAudioContext,
    options: { buffer: WebAudioBuffer },
  ) => WebBufferSource;
  readonly GainNode: new (context: WebAudioContext, options: { gain: number }) => WebGainNode;
  readonly mediaDevices: {
    enumerateDevices(): Promise<readonly { kind: string; label: string; deviceId: string }[]>;
  };
}

/** Not a literal in the import: the addon's types would bring the browser's globals into every file of ours. */
const ADDON: string = 'node-web-audio-api';

/** Loads the addon. Errors: `addon_missing`. */
export async function loadWebAudio(): Promise<Result<WebAudio>> {
  try {
    return ok((await import(ADDON)) as WebAudio);
  } catch (thrown) {
    return err(
      'addon_missing',
      `node-web-audio-api: ${thrown instanceof Error ? thrown.message : String(thrown)}`,
    );
  }
}
