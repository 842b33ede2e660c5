/**
 * The door to WebRTC's audio processing (AEC3) in @livekit/rtc-ffi-bindings. Requests are protobuf messages that
 * carry pointers; they are encoded once a canceller, so that a block costs no allocation of ours.
 */
import { createRequire } from 'node:module';
import type * as RtcFfi from '@livekit/rtc-ffi-bindings';
import type { Hz, Ms } from '../../contract/audio.ts';
import { err, ok } from '../../contract/errors.ts';
import type { Result } from '../../contract/errors.ts';

export interface RtcApmOptions {
  /** 8, 16, 32 or 48 kHz. */
  readonly sampleRateHz: Hz;
  readonly echoCanceller: boolean;
  readonly gainController: boolean;
  readonly highPassFilter: boolean;
  readonly noiseSuppression: boolean;
}

/** One processing module, mono. Both buffers are its own, 10 ms long, and are read and written by the calls. */
export interface RtcApm {
  /** Microphone: put 10 ms in, call `processNear`, take them out cleaned. */
  readonly near: Int16Array;
  /** Speaker: put 10 ms in, call `processFar`. */
  readonly far: Int16Array;
  /** Throws if the addon refuses. */
  processFar(): void;
  /** Throws if the addon refuses. */
  processNear(): void;
  /** Time from a sample given to `processFar` to its echo in `near`. */
  setDelay(delayMs: Ms): void;
  close(): void;
}

type Bindings = typeof RtcFfi;

/** Encoded answers are this short when they carry no error text. */
const PLAIN_ANSWER_BYTES = 5;

/** Loads the addon and makes one module. Errors: `addon_missing`. */
export function createRtcApm(options: RtcApmOptions): Result<RtcApm> {
  try {
    const bindings = createRequire(import.meta.url)('@livekit/rtc-ffi-bindings') as Bindings;
    return ok(openApm(bindings, options));
  } catch (thrown) {
    return err(
      'addon_missing',
      `@livekit/rtc-ffi-bindings: ${thrown instanceof Error ? thrown.message.split('\n')[0] : String(thrown)}`,
    );
  }
}

function openApm(bindings: Bindings, options: RtcApmOptions): RtcApm {
  const { FfiRequest, FfiResponse, FfiHandle, livekitFfiRequest, livekitRetrievePtr } = bindings;
  const blockSamples = options.sampleRateHz / 100;

  const made = FfiResponse.fromBinary(
    livekitFfiRequest(
      new FfiRequest({
        message: {
          case: 'newApm',
          value: new bindings.NewApmRequest({
            echoCancellerEnabled: options.echoCanceller,
            gainControllerEnabled: options.gainController,
            highPassFilterEnabled: options.highPassFilter,
            noiseSuppressionEnabled: options.noiseSuppression,
          }),
        },
      }).toBinary(),
    ),
  );
  const madeHandle = made.message.case === 'newApm' ? made.message.value.apm?.handle?.id : undefined;
  if (madeHandle === undefined) throw new Error('no processing module was made');
  const apmHandle: bigint = madeHandle;
  const handle = new FfiHandle(apmHandle);

  function blockOf(samples: Int16Array) {
    const dataPtr = livekitRetrievePtr(new Uint8Array(samples.buffer));
    return {
      apmHandle,
      dataPtr,
      size: samples.byteLength,
      sampleRate: options.sampleRateHz,
      numChannels: 1,
    };
  }

  function send(request: Uint8Array): void {
    const answer = livekitFfiRequest(request);
    if (answer.length <= PLAIN_ANSWER_BYTES) return;
    const { message } = FfiResponse.fromBinary(answer);
    const error = message.value && 'error' in message.value ? message.value.error : undefined;
    if (typeof error === 'string' && error !== '') throw new Error(error);
  }

  const near = new Int16Array(blockSamples);
  const far = new Int16Array(blockSamples);
  const nearRequest = new FfiRequest({
    message: { case: 'apmProcessStream', value: new bindings.ApmProcessStreamRequest(blockOf(near)) },
  }).toBinary();
  const farRequest = new FfiRequest({
    message: {
      case: 'apmProcessReverseStream',
      value: new bindings.ApmProcessReverseStreamRequest(blockOf(far)),
    },
  }).toBinary();
  let delay = -1;
  let open = true;

  return {
    near,
    far,
    processFar: () => send(farRequest),
    processNear: () => send(nearRequest),
    setDelay(delayMs) {
      const whole = Math.max(0, Math.round(delayMs));
      if (whole === delay) return;
      delay = whole;
      send(
        new FfiRequest({
          message: {
            case: 'apmSetStreamDelay',
            value: new bindings.ApmSetStreamDelayRequest({ apmHandle, delayMs: whole }),
          },
        }).toBinary(),
      );
    },
    close() {
      if (open) handle.dispose();
      open = false;
    },
  };
}
