/** Where a session's sound comes from: microphone, WAV file, later a socket. */
import type { AudioFrame } from '../../contract/audio.ts';
import type { Fault, Result } from '../../contract/errors.ts';
import type { Sender } from '../runtime/bounded-channel.ts';
import type { Scope } from '../runtime/scope.ts';

/** What a source knows about why it hears nothing. Facts on change only. */
export type CaptureCondition =
  | { readonly state: 'hearing' }
  /** Frames come, but they are useless: muted, exact zeros. */
  | { readonly state: 'silent'; readonly fault: Fault }
  /** No frames come: no device, denied, stalled, gone. The source keeps trying by itself. */
  | { readonly state: 'lost'; readonly fault: Fault }
  /** The user wants it closed, and it is. */
  | { readonly state: 'muted' };

export interface SourceObserver {
  onCondition(condition: CaptureCondition): void;
  /** Audio lost before or at the capture channel, in samples at 16 kHz. */
  onLost(samples: number): void;
}

export interface AudioSource {
  /** For people: the device or file name. */
  readonly name: string;
  /**
   * Writes 512-sample frames to `output` until the input ends or the scope aborts, then resolves. A live source
   * offers (never waits); a file source in fast mode drives the virtual clock itself.
   * Resolves `ok:false` only when it can never deliver (a file that cannot be parsed); a live device that is
   * missing is a condition, reported to the observer, and retried.
   */
  run(output: Sender<AudioFrame>, observer: SourceObserver, scope: Scope): Promise<Result<void>>;
  /** Goes on with another device at once; absent where there is none to change. */
  switchDevice?(device: string): void;
  /**
   * Closes the device, or opens it again; may be called before `run`, which then opens nothing. Absent where there
   * is no device: whoever mutes such a source does not listen to it.
   */
  setMuted?(muted: boolean): void;
}
