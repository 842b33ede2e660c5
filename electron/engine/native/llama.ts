/** The door to node-llama-cpp. Loads its prebuilt CPU library only: it never downloads and never compiles. */
import { err, ok } from '../../contract/errors.ts';
import type { Result } from '../../contract/errors.ts';

export type Llama = typeof import('node-llama-cpp');

/** Errors: `addon_missing`. */
export async function loadLlama(): Promise<Result<Llama>> {
  try {
    return ok(await import('node-llama-cpp'));
  } catch (thrown) {
    return err(
      'addon_missing',
      `node-llama-cpp: ${thrown instanceof Error ? thrown.message : String(thrown)}`,
    );
  }
}
