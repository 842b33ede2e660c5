/** The door to pvrecorder (microphones). Every call blocks: use it in a worker thread only. */
import type { PvRecorder } from '@picovoice/pvrecorder-node';
import { err, ok } from '../../contract/errors.ts';
import type { Result } from '../../contract/errors.ts';

export type RecorderClass = typeof PvRecorder;

/** Loads the addon. Errors: `addon_missing`. */
export async function loadPvRecorder(): Promise<Result<RecorderClass>> {
  try {
    return ok((await import('@picovoice/pvrecorder-node')).PvRecorder);
  } catch (thrown) {
    return err('addon_missing', `pvrecorder: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
  }
}
