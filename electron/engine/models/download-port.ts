/** Downloads of catalogue models, as their owner shows them. */
import type { DownloadView } from '../../contract/desk-views.ts';
import type { Result } from '../../contract/errors.ts';

export interface Downloads {
  /** What runs, waits paused, or has failed, by model; a finished one is an installed model and not listed. */
  list(): Promise<ReadonlyMap<string, DownloadView>>;
  /**
   * Starts or resumes. Returns when it has begun, not when it is over; `onChange` tells the rest. One that already
   * runs goes on. Errors: `model_unknown` (in no catalogue), `network_off`, `manifest_broken` (the catalogue),
   * `store_full`, `store_readonly`, `file_unwritable`, `bad_argument` (installed already).
   */
  start(name: string): Promise<Result<void>>;
  /** Ends the connection and keeps what has arrived. Errors: `model_unknown` when nothing runs. */
  pause(name: string): Promise<Result<void>>;
  /** Ends it and throws away what has arrived. Errors: `model_unknown` when there is nothing to cancel. */
  cancel(name: string): Promise<Result<void>>;
  /**
   * Tells each change of state at once and progress at most five times a second; null after a cancel. Returns how to
   * stop listening.
   */
  onChange(listener: (name: string, download: DownloadView | null) => void): () => void;
}
