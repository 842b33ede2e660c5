/** Durations and limits of the models folder, with what a user notices of each. */
import type { Ms } from '../../contract/audio.ts';

export const modelsTuning = {
  /** No byte for this long ends a download; a server that is busy but alive sends sooner. */
  stallMs: 30_000 as Ms,
  /**
   * Waits before a download that was interrupted goes on by itself. Any progress in between begins the row anew.
   * Noticed as: short losses of the network are not told; longer ones are, after about 20 s.
   */
  retryDelaysMs: [1_000, 4_000, 15_000] as readonly Ms[],
  /** Progress is told at most this often; faster than five times a second no bar looks smoother. */
  progressEveryMs: 200 as Ms,
  /** Redirects that are followed; file hosts use one or two. */
  redirectsMax: 5,
  /** Left free on the disk beside the model itself, so that history can still be saved. */
  spareDiskBytes: 100e6,
} as const;
