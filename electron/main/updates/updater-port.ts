/** What fetches and installs an update. */
import type { Result } from '../../contract/errors.ts';

export interface UpdaterPort {
  /** @returns the newer version, trusted; null if there is none. `update_failed`, `update_untrusted` */
  check(feed: string): Promise<Result<string | null>>;
  /** Fetches what `check` found and compares its hash. `update_failed` */
  download(): Promise<Result<null>>;
  cancel(): void;
  /** Ends the app and starts the new one. Only after `download`. */
  install(): void;
}
